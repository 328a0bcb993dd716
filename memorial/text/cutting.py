"""The beginning of a text, where there is room for no more: it ends with a word."""

_EDGES = " ,.;:–—-"


def beginning(text: str, most: int) -> str:
    """Return a text in one line of at most so many characters; “…” where it goes on.

    A word that is longer than all the room is cut.
    """
    line = " ".join(text.split())
    if len(line) <= most:
        return line
    kept = line[: most - 1]
    if line[most - 1] != " " and " " in kept:
        kept = kept[: kept.rindex(" ")]
    return f"{kept.rstrip(_EDGES)}…"
