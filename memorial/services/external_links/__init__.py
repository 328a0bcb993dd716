"""Addresses elsewhere: which we use, whether they answer, and how they are asked politely."""
