"""Shortcodes of classic text: those that hold something become HTML, the others go and are reported.

What stands in brackets is a shortcode when WordPress itself has one of the name, when it has values (`[form id="1"]`),
an end (`[box]…[/box]`), or a name that nobody writes (`[post_list]`). Other brackets are the author's own.
"""

import re
from collections import Counter
from collections.abc import Callable, Mapping

SHORTCODE = re.compile(
    r"\[(\[?)(/?)([A-Za-z][\w-]{0,40})((?:\s(?:[^\[\]\"'<>]|\"[^\"\n]{0,2000}\"|'[^'\n]{0,2000}')*)?)(/?)\](\]?)"
)
VALUE = re.compile(r"""(?<![\w-])([\w-]++)\s*+=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'\]]+))""")
# Written around a note by the plugins for footnotes.
NOTES = frozenset({"ref", "fn", "footnote", "efn_note", "mfn"})
# WordPress's own, that show nothing which could be brought over.
OWN = frozenset({"caption", "wp_caption", "gallery", "embed", "audio", "video", "playlist"})

Handler = Callable[[Mapping[str, str], str], str | None]


def expand(text: str, handlers: Mapping[str, Handler], dropped: Counter) -> str:
    """The text with its shortcodes replaced by what `handlers` make of their values and of what they enclose.

    A handler gives HTML, or None when it can make nothing of it. `dropped` counts the names of those that went.
    """
    made: list[str] = []
    at = 0
    last_end = {match[3].lower(): match.start() for match in SHORTCODE.finditer(text) if match[2]}
    begun: set[str] = set()
    while match := SHORTCODE.search(text, at):
        made.append(text[at : match.start()])
        at = match.end()
        name = match[3].lower()
        if match[1] and match[6]:  # [[name]] is how one writes about a shortcode
            made.append(match[0][1:-1])
            continue
        made.append(match[1])
        inner = ""
        if handler := handlers.get(name) if not match[2] else None:
            if last_end.get(name, -1) >= at and not match[5]:
                end = re.compile(rf"\[/{re.escape(match[3])}\]", re.IGNORECASE).search(text, at)
                if end:
                    inner, at = text[at : end.start()], end.end()
            replacement = handler(values(match[4]), inner)
            if replacement is None:
                dropped[name] += 1
            made.append(replacement or "")
        elif name in begun if match[2] else _is_shortcode(match, name, last_end):
            if not match[2]:
                begun.add(name)
                dropped[name] += 1
        else:
            made.append(match[0][len(match[1]) : len(match[0]) - len(match[6])])
        made.append(match[6])
    return "".join(made) + text[at:]


def values(text: str) -> dict[str, str]:
    """The values of a shortcode by name, in lower case."""
    return {name.lower(): double or single or bare for name, double, single, bare in VALUE.findall(text)}


def _is_shortcode(match: re.Match, name: str, ends: Mapping[str, int]) -> bool:
    has_end = ends.get(name, -1) >= match.end()
    return bool(name in OWN or "_" in name or match[5] or has_end or VALUE.search(match[4]))
