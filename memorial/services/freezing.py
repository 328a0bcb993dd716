"""Stories frozen with what they show of records now."""

from memorial.services.linking import link_records
from memorial.services.showing import facts_of
from memorial.story.frozen import Frozen, freeze
from memorial.story.values import Story


def freeze_story(story: Story) -> Frozen:
    """Freeze a story with the facts it shows as they are now; addresses become references."""
    linked = link_records(story.cleaned())
    return freeze(linked, facts_of(linked))
