"""Paragraphs of classic text, which WordPress makes when a page is shown: blank lines part them, single ones break.

The rules are those that writers of the classic editor know: a blank line is a new paragraph, a line end inside one a
line break, and what stands in elements of its own (lists, tables, headings) is left as it is.
"""

import re

# Elements that are blocks by themselves; what is in those of NESTING is classic text again.
NESTING = frozenset({"blockquote", "div", "section", "article", "aside", "center"})
BLOCKS = NESTING | frozenset(
    "p h1 h2 h3 h4 h5 h6 ul ol li dl dt dd table thead tbody tfoot tr td th caption pre figure figcaption form "
    "fieldset address header footer nav main details summary hr iframe object video audio script style noscript".split()
)
VOID = frozenset({"hr"})
TAG = re.compile(
    rf"<(/?)({'|'.join(sorted(BLOCKS, key=len, reverse=True))})(?=[\s/>])([^<>]*)>", re.IGNORECASE
)
BLANK = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
BREAK = re.compile(r"<br\s*/?>[ \t]*\n?", re.IGNORECASE)
DOUBLE_BREAK = re.compile(r"(?:<br\s*/?>\s*){2,}", re.IGNORECASE)
DEEPEST = 20


def paragraphs(text: str, depth: int = 0) -> str:
    """Classic text as HTML with its paragraphs and line breaks."""
    made: list[str] = []
    at = 0
    for start, opening, inner, closing, end in _blocks(text):
        made.append(_running(text[at:start]))
        name = opening[2].lower()
        if name in NESTING and depth < DEEPEST:
            inner = paragraphs(inner, depth + 1)
        elif name == "p":
            inner = _breaks(inner)
        made.append(f"{opening[0]}{inner}{closing}\n")
        at = end
    made.append(_running(text[at:]))
    return "".join(made)


def _blocks(text: str):
    """(start, opening tag, what is in it, closing tag, end) of each block that stands in no other, in order."""
    opening, open_names = None, 0
    for match in TAG.finditer(text):
        name = match[2].lower()
        if opening is None:
            if match[1] or name in VOID or match[3].endswith("/"):  # closes what was never opened
                yield match.start(), match, "", "", match.end()
            else:
                opening, open_names = match, 1
        elif name == opening[2].lower():
            open_names += -1 if match[1] else 1
            if not open_names:
                yield opening.start(), opening, text[opening.end() : match.start()], match[0], match.end()
                opening = None
    if opening is not None:
        yield opening.start(), opening, text[opening.end() :], f"</{opening[2]}>", len(text)


def _running(text: str) -> str:
    parts = BLANK.split(DOUBLE_BREAK.sub("\n\n", text))
    return "".join(f"<p>{_breaks(part.strip())}</p>\n" for part in parts if part.strip())


def _breaks(text: str) -> str:
    return BREAK.sub("\n", text.strip()).replace("\n", "<br />")
