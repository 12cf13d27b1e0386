"""Lists: each, at any depth, has a numbering of its own, so that it starts where it says and ends where it ends."""

from docx.oxml import parse_xml

from series.manuscripts.manuscript import ListBlock, ListItem

from .styles import LIST
from .text import NAMESPACES, Runs

DEEPEST = 8
STEP = 720


class Lists:
    """Adds numberings to a document's numbering part and writes the paragraphs of lists."""

    def __init__(self, document, runs: Runs):
        self._numbering = document.part.numbering_part.element
        self._runs = runs
        # The template's own lists go; nothing refers to them.
        for element in list(self._numbering):
            self._numbering.remove(element)
        self._count = 0
        self._instances: list = []

    def paragraphs(self, block: ListBlock) -> list[str]:
        """The paragraphs of a list, those of inner lists under their items."""
        return self._level(block.items, block.ordered, block.start, 0)

    def _level(self, items: tuple[ListItem, ...], ordered: bool, start: int, depth: int) -> list[str]:
        number = self._new(ordered, start, depth)
        properties = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'
        made = []
        for item in items:
            made.append(self._runs.paragraph(item.words, LIST, properties))
            if item.items:
                made += self._level(item.items, item.ordered, item.start, min(depth + 1, DEEPEST))
        return made

    def _new(self, ordered: bool, start: int, depth: int) -> int:
        self._count += 1
        shape = (
            f'<w:numFmt w:val="decimal"/><w:lvlText w:val="%{depth + 1}."/>'
            if ordered
            else '<w:numFmt w:val="bullet"/><w:lvlText w:val="•"/>'
        )
        levels = "".join(
            f'<w:lvl w:ilvl="{at}"><w:start w:val="{start if at == depth else 1}"/>{shape}<w:lvlJc w:val="left"/>'
            f'<w:pPr><w:ind w:left="{STEP * (at + 1)}" w:hanging="360"/></w:pPr></w:lvl>'
            for at in range(depth + 1)
        )
        abstract = parse_xml(
            f'<w:abstractNum {NAMESPACES} w:abstractNumId="{self._count}">'
            f'<w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
        )
        instance = parse_xml(
            f'<w:num {NAMESPACES} w:numId="{self._count}"><w:abstractNumId w:val="{self._count}"/></w:num>'
        )
        # All definitions stand before all instances (17.9.17).
        self._numbering.insert(self._count - 1, abstract)
        self._numbering.append(instance)
        return self._count
