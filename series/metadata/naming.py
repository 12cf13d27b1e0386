"""Names in the order in which machines want them."""

from series.citation.lines import one_line
from series.metadata.description import Who

NO_BREAK_SPACE = "\u00a0"


def family_first(who: Who, *, alone: bool = False) -> str:
    """ "Family, Given", Korean names too; an organisation, or somebody with one name, as it is.

    Zotero splits the text of a sole author at a comma with a space on both sides of it: a family name of several
    words, alone, is held together by no-break spaces (metadata fields, section H 3).
    """
    if who.is_organisation or not (who.family and who.given):
        return one_line(who.name)
    family = who.family.replace(" ", NO_BREAK_SPACE) if alone else who.family
    return f"{family}, {who.given}"
