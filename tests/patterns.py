"""All regular expressions of the project, and texts that would make a careless one run for ever."""

import importlib
import pkgutil
import re
import re._parser as parser
import signal
import sys
from collections.abc import Iterator

PACKAGES = ("authors", "config", "home", "publication", "series")
ALWAYS = set(" a1\n<-")
MOST_LETTERS = 8


class Slow(Exception):
    """A pattern took longer than it may."""


def compiled() -> dict[tuple[str | bytes, int], str]:
    """Every compiled pattern that a module keeps, with the name it has there."""
    for package in PACKAGES:
        for found in pkgutil.walk_packages([package], f"{package}."):
            if not {"migrations", "settings", "wsgi"} & set(found.name.split(".")):
                importlib.import_module(found.name)
    patterns = {}
    for name, module in list(sys.modules.items()):
        if name.split(".")[0] in PACKAGES:
            for variable, value in list(vars(module).items()):
                for pattern in _within(value, depth=2):
                    patterns.setdefault((pattern.pattern, pattern.flags), f"{name}.{variable}")
    return patterns


def slow_ones(repeats: int, seconds: float) -> list[str]:
    """The names of patterns that need more CPU than `seconds` for some text of `repeats` letters."""
    return [
        name
        for (text, flags), name in compiled().items()
        if is_slow(re.compile(text, flags), repeats, seconds)
    ]


def _within(value, depth: int) -> Iterator[re.Pattern]:
    if isinstance(value, re.Pattern):
        yield value
    elif depth and isinstance(value, dict):
        for pair in value.items():
            yield from _within(pair, depth)
    elif depth and isinstance(value, list | tuple | set | frozenset):
        for item in value:
            yield from _within(item, depth - 1)
    elif depth and isinstance(value, type) and value.__module__.split(".")[0] in PACKAGES:
        yield from _within(list(vars(value).values()), depth - 1)


def is_slow(pattern: re.Pattern, repeats: int, seconds: float) -> bool:
    """Does some text of so many letters take a pattern more CPU than that? It is stopped then."""
    before = signal.signal(signal.SIGVTALRM, _too_long)
    try:
        for text in _texts(pattern, repeats):
            signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
            for _found in pattern.finditer(text):
                pass
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    except Slow:
        return True
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
    return False


def _texts(pattern: re.Pattern, repeats: int) -> Iterator[str | bytes]:
    """Long repeats of what the pattern knows, alone and in pairs, ended by what nothing matches."""
    is_bytes = isinstance(pattern.pattern, bytes)
    source = pattern.pattern.decode("latin-1") if is_bytes else pattern.pattern
    own = sorted(_letters(parser.parse(source, pattern.flags)))[:MOST_LETTERS]
    letters = sorted(ALWAYS | set(own))
    texts = [letter * repeats for letter in letters]
    texts += [(one + other) * (repeats // 2) for at, one in enumerate(letters) for other in letters[at + 1 :]]
    texts += [first + letter * repeats for first in own[:4] for letter in ALWAYS]
    for text in texts:
        yield f"{text}\x00".encode() if is_bytes else f"{text}\x00"


def _letters(parsed) -> set[str]:
    """The letters that a parsed pattern names."""
    found = set()
    for operation, value in parsed:
        name = str(operation)
        if name in ("LITERAL", "NOT_LITERAL"):
            found.add(chr(value))
        elif name == "IN":
            found |= {
                chr(item if str(kind) == "LITERAL" else item[0])
                for kind, item in value
                if str(kind) in ("LITERAL", "RANGE")
            }
        elif name == "BRANCH":
            found |= {letter for branch in value[1] for letter in _letters(branch)}
        elif name in (
            "SUBPATTERN",
            "ATOMIC_GROUP",
            "ASSERT",
            "ASSERT_NOT",
            "MAX_REPEAT",
            "MIN_REPEAT",
            "POSSESSIVE_REPEAT",
        ):
            inner = value if name == "ATOMIC_GROUP" else value[-1]
            found |= _letters(inner)
    return found


def _too_long(*args) -> None:
    raise Slow
