"""Where the tests find texts, and what "nothing lost" means for them."""

import re
from collections import Counter
from pathlib import Path

from series.manuscripts.manuscript import Heading, ImageSlot, ListBlock, Manuscript, Paragraph, Quotation

DATA = Path(__file__).parent / "data"

LIST_MARK = re.compile(r"^\s*(?:\d{1,3}[.)]|[①-⑳])\s")


def own(name: str) -> bytes:
    return (DATA / name).read_bytes()


def paragraphs(manuscript: Manuscript) -> list[str]:
    return [block.words.plain for block in manuscript.body if isinstance(block, Paragraph)]


def slots(manuscript: Manuscript) -> list[ImageSlot]:
    return [block for block in manuscript.body if isinstance(block, ImageSlot)]


def kinds(manuscript: Manuscript, kind: str) -> list:
    return [finding for finding in manuscript.findings if finding.kind == kind]


def words(text: str) -> str:
    """The bare letters and digits: what must survive, whatever happens to marks, spaces and case."""
    return re.sub(r"[\W_]+", "", LIST_MARK.sub("", text)).casefold()


def content(manuscript: Manuscript) -> list[str]:
    """Every text that the manuscript holds outside its findings."""
    texts = [manuscript.title or "", manuscript.standfirst, manuscript.editors_note]
    texts += [entry.biography for entry in manuscript.byline]
    for block in manuscript.body:
        match block:
            case Paragraph(line) | Heading(line) | Quotation(line):
                texts.append(line.plain)
            case ImageSlot():
                texts += [block.caption, block.credit]
            case ListBlock(items):
                texts += _item_texts(items)
    return texts


def _item_texts(items) -> list[str]:
    return [text for item in items for text in (item.words.plain, *_item_texts(item.items))]


def accounted(manuscript: Manuscript, text: str) -> list[str]:
    """The lines of the input that neither the manuscript holds nor a finding quotes: [] when nothing is lost.

    A line that a finding names and quotes is accounted for; all others must be found, each time they stand.
    """
    quoted: dict[int, str] = {}
    for finding in manuscript.findings:
        if finding.passage:
            for number in finding.place:
                quoted[number] = quoted.get(number, "") + words(finding.passage)
    held = "".join(words(piece) for piece in content(manuscript))
    lost = []
    needed = Counter()
    for number, line in enumerate(text.splitlines(), start=1):
        key = words(line)
        if not line.strip() or (number in quoted and key in quoted[number]):
            continue
        needed[key] += 1
        if not key or held.count(key) < needed[key]:
            lost.append(f"{number}: {line}")
    return lost


def invented(manuscript: Manuscript, text: str) -> list[str]:
    """The texts of the manuscript whose words do not stand in the input: [] when nothing was made up."""
    left_out = {
        number for finding in manuscript.findings if finding.kind == "dropped" for number in finding.place
    }
    lines = enumerate(text.splitlines(), start=1)
    given = "".join(words(line) for number, line in lines if number not in left_out)
    return [piece for piece in content(manuscript) if words(piece) not in given]
