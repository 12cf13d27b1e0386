"""Running heads and page numbers: never part of the text; what they say is quoted once."""

from .document import Document
from .names import W

KINDS = ("header", "footer")


def tell_running_heads(document: Document) -> None:
    """Report the words of headers and footers, each text once."""
    package = document.package
    seen: dict[str, None] = {}
    for related in package.related(package.main).values():
        if related.kind not in KINDS or related.external:
            continue
        root = package.part(related.target)
        if root is None:
            continue
        for paragraph in root.iter(f"{W}p"):
            hidden = {run for run in paragraph.iter(f"{W}r") if run.find(f"{W}rPr/{W}vanish") is not None}
            words = "".join(
                text.text or "" for text in paragraph.iter(f"{W}t") if text.getparent() not in hidden
            )
            if words.strip():
                seen.setdefault(" ".join(words.split()))
    if seen:
        document.report.add(
            "dropped",
            "Running heads and page numbers were left out.",
            count=len(seen),
            passage="\n".join(seen),
        )
