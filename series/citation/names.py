"""Lists of names as the styles print them. Korean names in Hangul stand as they are: family first, no comma, no space."""

import re

from series.citation.reference import Name

HANGUL = re.compile(r"[\uac00-\ud7a3]")
# "van der Hoeven": particles in small letters, which Chicago sorts behind the name and the others leave before it.
PARTICLES = re.compile(r"^((?:[a-zà-ÿ'’]+\s+)+)(?=[^\Wa-zà-ÿ_])")
# Chicago (17th ed., 14.76) names at most ten; of more, the first seven. APA (7th ed., 9.8) at most twenty.
CHICAGO_MOST, CHICAGO_SHOWN = 10, 7
APA_MOST, APA_SHOWN = 20, 19


def plain_names(names: tuple[Name, ...]) -> str:
    """ "Ada Marsh, Zora Whitlock, and B. C. Oak"."""
    return _listed([_straight(name) for name in names], "and")


def apa_names(names: tuple[Name, ...]) -> str:
    """ "Anand, A., Whitlock, Z., & 김서윤"; "" for nobody."""
    shown = [_apa(name) for name in names]
    if len(shown) > APA_MOST:
        return f"{', '.join(shown[:APA_SHOWN])}, … {shown[-1]}"
    if len(shown) < 2:
        return "".join(shown)
    return f"{', '.join(shown[:-1])}{_comma(names)} & {shown[-1]}"


def apa_translators(names: tuple[Name, ...]) -> str:
    """ "A. Marsh & Z. Whitlock"."""
    shown = [
        _straight(name) if not name.given or _is_hangul(name) else f"{_initials(name.given)} {name.family}"
        for name in names
    ]
    return _listed(shown, "&")


def chicago_names(names: tuple[Name, ...]) -> str:
    """ "Anand, Abel, Zora Whitlock, and 김서윤"; "" for nobody."""
    first = [_behind(name) for name in names[:1]]
    if len(names) > CHICAGO_MOST:
        return ", ".join([*first, *map(_straight, names[1:CHICAGO_SHOWN])]) + ", et al."
    return _listed([*first, *map(_straight, names[1:])], "and", two=f"{_comma(names)} and ")


def mla_names(names: tuple[Name, ...]) -> str:
    """ "Anand, Abel, and Zora Whitlock", of three and more "Anand, Abel, et al."; "" for nobody."""
    first = [_curled(_east(name) or name.inverted) for name in names[:1]]
    if len(names) > 2:
        return f"{first[0]}, et al."
    return _listed([*first, *map(_straight, names[1:])], "and", two=f"{_comma(names)} and ")


def _listed(names: list[str], word: str, two: str = "") -> str:
    if len(names) < 2:
        return "".join(names)
    if len(names) == 2:
        return (two or f" {word} ").join(names)
    return f"{', '.join(names[:-1])}, {word} {names[-1]}"


def _comma(names: tuple[Name, ...]) -> str:
    """The comma before the last name; none between one person and one name that is not inverted, as citeproc has it."""
    return "" if len(names) == 2 and names[1].literal else ","


def _curled(name: str) -> str:
    return name.replace("'", "’")


def _is_hangul(name: Name) -> bool:
    return bool(HANGUL.search(name.family))


def _east(name: Name) -> str:
    return f"{name.family}{name.given}" if _is_hangul(name) else ""


def _straight(name: Name) -> str:
    return _curled(name.literal or _east(name) or f"{name.given} {name.family}")


def _behind(name: Name) -> str:
    """ "Hoeven, Ludwig van der"."""
    if name.literal or _is_hangul(name):
        return _straight(name)
    particles = PARTICLES.match(name.family)
    if not particles:
        return _curled(name.inverted)
    return _curled(f"{name.family[particles.end() :]}, {name.given} {particles[1].strip()}")


def _apa(name: Name) -> str:
    if name.literal or _is_hangul(name):
        return _straight(name)
    return _curled(f"{name.family}, {_initials(name.given)}")


def _initials(given: str) -> str:
    """ "Won-gi" is "W.-g." and "Ada Lee" "A. L."; citeproc drops what follows a hyphen in a small letter."""
    return " ".join(
        "-".join(
            f"{piece[0]}."
            for at, piece in enumerate(word.split("-"))
            if piece and (not at or piece[0].isupper())
        )
        for word in given.split()
    )
