"""Automatic numbers: which list a paragraph is of, on which level, and what number Word shows before it."""

import re
from dataclasses import dataclass, field, replace

from lxml.etree import _Element as Element

from .names import W, attribute, number, value

LEVELS = 9
# "%2" in a level's text stands for the number of the second level.
PLACE = re.compile(r"%([1-9])")


@dataclass(frozen=True)
class Level:
    """One level of a numbering definition. `left` in twips, None where it says no indent."""

    format: str = "decimal"
    text: str = ""
    start: int = 1
    left: int | None = None
    restart: int | None = None

    @property
    def ordered(self) -> bool:
        return self.format not in ("bullet", "none")

    @property
    def shown(self) -> bool:
        return self.format != "none" or bool(self.text)


@dataclass(frozen=True)
class Numbered:
    """A paragraph's place in a list. `series` is shared by all that count on; `value` is its number.

    `label` is what Word shows before the paragraph, its numbers in digits ("제1조", "Step 2:", "1.1").
    """

    series: str
    level: int
    ordered: bool
    value: int
    format: str
    left: int | None
    label: str = ""

    @property
    def is_worded(self) -> bool:
        """Whether the label has words of its own, which digits alone do not say."""
        return self.ordered and any(letter.isalpha() for letter in self.label)


@dataclass
class _Instance:
    abstract: str
    starts: dict[int, int] = field(default_factory=dict)
    levels: dict[int, Level] = field(default_factory=dict)


class Numbering:
    """The numbering of one document; `of` is asked in the order of the text, as it counts."""

    def __init__(self, root: Element | None):
        self._abstract: dict[str, dict[int, Level]] = {}
        self._instances: dict[str, _Instance] = {}
        self._counters: dict[str, list[int | None]] = {}
        self._begun: set[str] = set()
        if root is None:
            return
        links: dict[str, str] = {}
        owners: dict[str, str] = {}
        for element in root.iter(f"{W}abstractNum"):
            key = attribute(element, "abstractNumId")
            self._abstract[key] = dict(map(_level, element.findall(f"{W}lvl")))
            if link := value(element, "numStyleLink"):
                links[key] = link
            if owner := value(element, "styleLink"):
                owners[owner] = key
        for key, style in links.items():
            if style in owners:
                self._abstract[key] = self._abstract[owners[style]]
        for element in root.iter(f"{W}num"):
            instance = _Instance(value(element, "abstractNumId"))
            for override in element.findall(f"{W}lvlOverride"):
                at = number(attribute(override, "ilvl"))
                if start := value(override, "startOverride"):
                    instance.starts[at] = number(start, 1)
                own = override.find(f"{W}lvl")
                if own is not None:
                    instance.levels[at] = _level(own)[1]
            self._instances[attribute(element, "numId")] = instance

    def of(self, num_id: str, level: int) -> Numbered | None:
        """The next number of a list; None where the definition is missing, "0" or shows nothing."""
        instance = self._instances.get(num_id)
        if instance is None or num_id == "0":
            return None
        level = min(max(level, 0), LEVELS - 1)
        levels = self._abstract.get(instance.abstract, {}) | instance.levels
        if not levels:
            return None
        here = levels.get(level, Level())
        if not here.shown:
            return None
        counters = self._counters.setdefault(instance.abstract, [None] * LEVELS)
        if num_id not in self._begun:
            # A restart counts when its list is met for the first time (17.9.26), on all of its levels.
            self._begun.add(num_id)
            for at in instance.starts:
                if 0 <= at < LEVELS:
                    counters[at] = None
        current = counters[level]
        start = instance.starts.get(level, here.start)
        counters[level] = start if current is None else current + 1
        for deeper in range(level + 1, LEVELS):
            if levels.get(deeper, Level()).restart != 0:
                counters[deeper] = None
        label = PLACE.sub(lambda match: str(counters[int(match[1]) - 1] or 1), here.text)
        return Numbered(
            instance.abstract, level, here.ordered, counters[level], here.format, here.left, label
        )


def _level(element: Element) -> tuple[int, Level]:
    level = Level(
        format=value(element, "numFmt") or "decimal",
        text=value(element, "lvlText"),
        start=number(value(element, "start"), 1),
    )
    if restart := value(element, "lvlRestart"):
        level = replace(level, restart=number(restart))
    indent = element.find(f"{W}pPr/{W}ind")
    left = attribute(indent, "left") or attribute(indent, "start")
    if left:
        level = replace(level, left=number(left))
    return number(attribute(element, "ilvl")), level
