"""Two texts: what was typed beside what somebody else saved meanwhile, and one made of both."""
