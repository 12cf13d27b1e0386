"""What a file has beside its text: running heads, whose words are quoted once, and programs, which never run."""

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
            if words := document.words_in(paragraph):
                seen.setdefault(" ".join(words.split()))
    if seen:
        document.report.add(
            "dropped",
            "Running heads and page numbers were left out.",
            count=len(seen),
            passage="\n".join(seen),
        )


def tell_macros(document: Document) -> None:
    """Report the programs in a file (`.docm`); nothing of them is read."""
    if any(one.kind == "vbaProject" for one in document.package.related(document.package.main).values()):
        document.report.add(
            "dropped", "Programs (macros) in the file were left out; nothing of them was run."
        )
