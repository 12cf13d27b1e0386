"""Elements nested at random, a word in each: every word ends in the manuscript or in a finding, whatever holds it."""

import random
import re

from series.manuscripts.html.document import read_html_unguarded
from series.manuscripts.manuscript import Manuscript
from series.manuscripts.typed_lines import plain

TAGS = (
    "div p span b i a ul ol li table tr td th thead tfoot caption blockquote cite footer figure figcaption h1 h2 h3 h4 nav aside"
    " header section article main details summary dl dt dd pre q sup sub form label button em strong center font address time"
    " ruby rt small mark s del ins code fieldset legend u tt abbr text mtext object map hgroup menu"
).split()
ATTRIBUTES = (
    "", "", "", "class=byline", "class=photo_box", "class=caption", "class=credit", "class=comments", "class=standfirst",
    "class=date", 'class="bio author"', "class=MsoTitle", "class=MsoToc1", "class=subtitle", "class=lst-kix_a-1", "id=n1",
    "href=#n1", "href=https://a.example/", "lang=ko", "rowspan=2", "colspan=2", "role=presentation", "itemprop=articleBody",
    "aria-hidden=true", "style=font-weight:700", "style='mso-list:l0 level1 lfo1'",
)  # fmt: skip
HEADS = ("", "<title>Some words for a title</title>", '<meta property="og:title" content="Some words">')


class Nest:
    """A page made by chance; `words` is how many numbered words stand in it."""

    def __init__(self, seed: int):
        self.chance, self.words = random.Random(seed), 0
        body = "".join(self.element(self.chance.randint(1, 4)) for _ in range(self.chance.randint(1, 6)))
        self.markup = f"<html><head>{self.chance.choice(HEADS)}</head><body>{body}</body></html>"

    def word(self) -> str:
        self.words += 1
        return f" wq{self.words:03d}x{self.chance.choice(('', '.', ',', ' By'))} "

    def element(self, depth: int) -> str:
        tag = self.chance.choice(TAGS)
        inner = self.word()
        for _ in range(self.chance.randint(0, 3) if depth else 0):
            inner += self.element(depth - 1) + (self.word() if self.chance.random() < 0.5 else "")
        inner += "<img src=https://a.example/1.png>" if self.chance.random() < 0.1 else ""
        inner += "<br>" * self.chance.randint(0, 2)
        end = "" if self.chance.random() < 0.05 else f"</{tag}>"
        return f"<{tag} {self.chance.choice(ATTRIBUTES)}>{inner}{end}"


def held(manuscript: Manuscript) -> set[str]:
    texts = [manuscript.title or "", manuscript.standfirst, manuscript.editors_note, manuscript.source.name]
    texts += [plain(block) for block in manuscript.body]
    texts += [note.words.plain for note in manuscript.footnotes]
    texts += [
        f"{entry.name} {entry.biography} {entry.position} {entry.organisation}" for entry in manuscript.byline
    ]
    texts += [finding.passage for finding in manuscript.findings]
    return set(re.findall(r"wq\d{3}x", " ".join(texts).casefold()))


def test_no_word_is_lost_however_elements_are_nested():
    for seed in range(300):
        nest = Nest(seed)
        manuscript = read_html_unguarded(nest.markup.encode())
        lost = {f"wq{number:03d}x" for number in range(1, nest.words + 1)} - held(manuscript)
        assert not lost, (seed, sorted(lost), nest.markup)


def test_an_article_that_a_broken_tag_draws_into_a_control_is_quoted():
    text = " ".join(f"wq{number:03d}x" for number in range(1, 60))
    for tag in ("noscript", "canvas", "select", "video", "iframe"):
        manuscript = read_html_unguarded(f"<p>Before.</p><{tag}><p>{text}</p>".encode())
        assert len(held(manuscript)) == 59, tag


def test_a_page_that_a_script_would_show_is_read():
    text = "The river rose in the night, and nobody was told of it until the morning. " * 6
    for hidden in ("body style='visibility:hidden'", "div style='display:none'"):
        manuscript = read_html_unguarded(f"<html><{hidden}><p>{text}</p></html>".encode())
        assert [plain(block) for block in manuscript.body] == [text.strip()]
        assert any("hidden until a script" in finding.what for finding in manuscript.findings)
