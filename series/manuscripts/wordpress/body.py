"""The text of a post: from blocks, classic text and shortcodes to HTML that says the same without WordPress."""

import re
from collections import Counter
from collections.abc import Callable
from html import escape, unescape

from series.manuscripts.reporting import Report
from series.manuscripts.wordpress import pictures
from series.manuscripts.wordpress.blocks import Piece, pieces
from series.manuscripts.wordpress.paragraphs import paragraphs
from series.manuscripts.wordpress.records import Index, Post
from series.manuscripts.wordpress.shortcodes import NOTES, expand

ADDRESS = re.compile(r"https?://[^\s<>\"']{1,2000}", re.IGNORECASE)
# An address alone in a paragraph: WordPress shows the film that is there.
ALONE = re.compile(r"<p>\s*(https?://[^\s<>\"']{1,2000})\s*</p>", re.IGNORECASE)
CAPTION = re.compile(r"<figcaption\b[^<>]*>", re.IGNORECASE)
SUP = re.compile(r"<sup\b[^<>]*>", re.IGNORECASE)
CITED = re.compile(r"""\bdata-fn=["']([^"'<>]{1,100})["']""", re.IGNORECASE)
# The address of a film in a block inside another, and the button beside the name of a file.
WRAPPED = re.compile(r"""<div\b([^<>]*+)>\s*+(https?://[^\s<>"']{1,2000}+)\s*+</div>""", re.IGNORECASE)
WRAPPER = re.compile(r"\bwp-block-embed__wrapper\b", re.IGNORECASE)
LINK = re.compile(r"<a\b[^<>]*>", re.IGNORECASE)
BUTTON = re.compile(r"\bwp-block-file__button\b", re.IGNORECASE)
SOUNDS = ("src", "mp4", "webm", "ogv", "m4v", "mp3", "m4a", "ogg", "wav", "flv", "wmv")
# A gallery without ids shows every picture of its post, and a post may hold one gallery after the other.
MOST_IN_GALLERIES = 2_000
# Blocks without an end that show nothing of their own.
SILENT = frozenset({"more", "nextpage", "spacer", "separator", "footnotes"})


class Body:
    """Makes the HTML of one post; what is lost on the way goes to `report`."""

    def __init__(self, post: Post, index: Index, report: Report):
        self._post, self._index, self._report = post, index, report
        self._dropped: Counter[str] = Counter()
        self._blocks: Counter[str] = Counter()
        self._shown = self._beyond = 0
        self._notes: list[str] = []
        self._cited: dict[str, int] = {}
        self._handlers = {
            "caption": self._caption,
            "wp_caption": self._caption,
            "gallery": self._gallery,
            "embed": self._embed,
            "video": self._sound,
            "audio": self._sound,
        } | dict.fromkeys(NOTES, self._note)

    def html(self) -> str:
        """The whole text, its notes at the end."""
        made = "".join(self._piece(piece) for piece in pieces(self._post.content.replace("\r\n", "\n")))
        for name, count in self._dropped.items():
            self._report.add(
                "dropped", f"The shortcode [{name}] means nothing here and was left out.", count=count
            )
        for name, count in self._blocks.items():
            self._report.add(
                "dropped",
                f"A block of WordPress, “{name}”, was filled when shown; it is not here.",
                count=count,
            )
        if self._beyond:
            self._report.add(
                "dropped",
                f"The galleries show more than {MOST_IN_GALLERIES:,} pictures; the further ones were left out.",
                count=self._beyond,
            )
        return made + self._end_notes()

    def _piece(self, piece: Piece) -> str:
        for name, _, is_empty in piece.inner:
            if is_empty and name not in SILENT:
                self._blocks[name] += 1
        is_embed = piece.name in ("embed", "video", "audio") or piece.name.startswith("core-embed/")
        if is_embed and (embed := self._embedded(piece)):
            return embed
        number = piece.values.get("id") if piece.name in ("image", "cover", "media-text") else 0
        html = _replaced(piece.html, SUP, CITED, "</sup>", self._cite)
        html = _replaced(html, LINK, BUTTON, "</a>", lambda match, words: "")
        html = WRAPPED.sub(_unwrapped, html)
        html = pictures.restore(html, self._index, number if isinstance(number, int) else 0)
        html = expand(html, self._handlers, self._dropped)
        if piece.name:
            return f"{html}\n"
        return ALONE.sub(lambda match: _iframe(unescape(match[1])), paragraphs(html))

    def _embedded(self, piece: Piece) -> str:
        captions: list[str] = []
        bare = _replaced(
            piece.html, CAPTION, CAPTION, "</figcaption>", lambda match, words: captions.append(words) or ""
        )
        found = ADDRESS.search(bare)
        address = str(piece.values.get("url") or (unescape(found[0]) if found else ""))
        return _iframe(address, "".join(captions[:1])) if ADDRESS.fullmatch(address) else ""

    def _caption(self, values: dict[str, str], inner: str) -> str | None:
        return pictures.captioned(inner, values)

    def _gallery(self, values: dict[str, str], inner: str) -> str:
        made, lost = [], []
        named = values.get("ids") or values.get("include", "")
        everything = pictures.of_gallery(named, self._post.id, self._index)
        shown = everything[: MOST_IN_GALLERIES - self._shown]
        self._shown += len(shown)
        self._beyond += len(everything) - len(shown)
        for found in shown:
            if isinstance(found, int):
                lost.append(found)
            else:
                made.append(pictures.figure(found))
        for number in lost:
            self._report.add("missing", f"A gallery shows picture {number}, which is not in the export.")
        if not everything:
            self._report.add("dropped", "A gallery without pictures was left out.")
        return "".join(made)

    def _embed(self, values: dict[str, str], inner: str) -> str | None:
        address = unescape(inner.strip() or values.get("src", ""))
        return _iframe(address) if ADDRESS.fullmatch(address) else None

    def _sound(self, values: dict[str, str], inner: str) -> str | None:
        named = next((values[name] for name in SOUNDS if values.get(name)), "") or inner.strip()
        address = unescape(named)
        return _iframe(address) if ADDRESS.fullmatch(address) else None

    def _note(self, values: dict[str, str], inner: str) -> str | None:
        if not inner.strip():
            return None
        self._notes.append(inner.strip())
        return _mark(len(self._notes))

    def _cite(self, match: re.Match, number: str) -> str:
        """The mark of a note of the block for footnotes; its text is kept with the post."""
        key = match[1]
        if key not in self._post.notes:
            self._report.add("dropped", "A mark led to a footnote that is not in the export.")
            return ""
        if key not in self._cited:
            self._notes.append(self._post.notes[key])
            self._cited[key] = len(self._notes)
        return _mark(self._cited[key])

    def _end_notes(self) -> str:
        if not self._notes:
            return ""
        rows = (
            f'<li id="fn-{number}">{note} <a href="#fnref-{number}">↩</a></li>'
            for number, note in enumerate(self._notes, start=1)
        )
        return f'<section class="footnotes"><ol>{"".join(rows)}</ol></section>'


def _replaced(
    html: str, opening: re.Pattern, sign: re.Pattern, closing: str, replace: Callable[[re.Match, str], str]
) -> str:
    """HTML with each element of a kind replaced by what `replace` makes of the sign in its tag and of what is in it.

    The sign is looked for in the tag alone: one pattern for both would try each place of it in a tag without an end.
    """
    made, at = [], 0
    for tag in opening.finditer(html):
        if tag.start() < at or not (match := sign.search(tag[0])):
            continue
        end = html.find(closing, tag.end())
        if end < 0:
            break
        made += [html[at : tag.start()], replace(match, html[tag.end() : end])]
        at = end + len(closing)
    return "".join(made) + html[at:]


def _unwrapped(match: re.Match) -> str:
    return f'<iframe src="{match[2]}"></iframe>' if WRAPPER.search(match[1]) else match[0]


def _mark(number: int) -> str:
    return f'<sup id="fnref-{number}"><a href="#fn-{number}">{number}</a></sup>'


def _iframe(address: str, caption: str = "") -> str:
    words = f"<figcaption>{caption}</figcaption>" if caption else ""
    return f'\n\n<figure><iframe src="{escape(address)}"></iframe>{words}</figure>\n\n'
