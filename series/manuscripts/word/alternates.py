"""Content that a file writes twice, in a newer and an older form (mc:AlternateContent): only one of them is read."""

from lxml.etree import _Element as Element

from .names import MC

# What a Choice may require and this reader knows: shapes, groups and canvases, newer properties, charts.
KNOWN = frozenset(
    "wps wpg wpc wp14 w14 w15 w16 w16se w16cid w16cex a14 c14 cx cx1 cx2 cx3 cx4 cx5 cx6 asvg".split()
)


def chosen(alternate: Element) -> list[Element]:
    """The one form to read, as a list of one; the fallback where the newer form is of a kind not known here."""
    choices = [child for child in alternate if child.tag == f"{MC}Choice"]
    for choice in choices:
        if set(choice.get("Requires", "").split()) <= KNOWN:
            return [choice]
    fallback = alternate.find(f"{MC}Fallback")
    return [fallback] if fallback is not None else choices[:1]
