"""What becomes of a link: where it leads from the page, and what the editor is told of what it lost."""

from dataclasses import replace

from .addresses import Address
from .looks import Look
from .tally import Tally
from .tree import Element, visible_text


def linked(element: Element, look: Look, base: str, tally: Tally, place: int) -> Look:
    """The look of the words inside an `a`, with the address that is kept; losses and changes are counted at `place`."""
    if element.get("href") is None:
        if element.get("linktype"):
            tally.add("dropped", "A link to a page of another site's database was taken off.", place)
        return look
    address = Address(element.get("href"), base)
    words = visible_text(element)
    if address.is_lost:
        what = "A link had an address that cannot be kept; its words stayed."
        tally.add("dropped", what, place, passage=words)
    if address.was_unwrapped:
        what = "A link that led through another site leads straight to its page."
        tally.add("changed", what, place, passage=words)
    if address.was_tracked:
        tally.add("changed", "What counts readers was taken off a link's address.", place, passage=words)
    if address.is_inside and (element.get("href") or "").strip("# ") and words:
        what = "A link within the page was taken off; its words stayed."
        tally.add("dropped", what, place, passage=words)
    return replace(look, link=address.value)
