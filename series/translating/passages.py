"""What is given to translators as one passage: a sentence or paragraph with its inline marks in it.

wagtail-localize knows few inline tags and takes every other one for the edge of a paragraph: a footnote or a Korean name
in the middle of a sentence would tear it in three, and the id of the footnote would stand there as words to translate.
Its links keep what is not for translators (address, id) and show an `<a id="a1">` in its place; so such marks travel as
links, and are what they were when they come back.
"""

from bs4 import BeautifulSoup

# The attribute that says what a link was.
AS = "data-as"
DISGUISED = ("footnote", "span")
# What translators see of a footnote's mark; its id is put back from the mark itself.
NOTE_SIGN = "*"


def disguise(html: str | None) -> str | None:
    """Stored markup with footnote marks and words in another language as links; anything else as it is."""
    if not html or not any(f"<{name}" in html for name in DISGUISED):
        return html
    soup = BeautifulSoup(html, "html.parser")
    for mark in soup.find_all(DISGUISED):
        attributes = {f"data-{name}": value for name, value in mark.attrs.items()}
        if mark.name == "footnote":
            mark.string = NOTE_SIGN
        mark.attrs = {AS: mark.name} | attributes
        mark.name = "a"
    return str(soup)


def reveal(html: str) -> str:
    """What `disguise` was given, with the words between the marks translated."""
    if AS not in html:
        return html
    soup = BeautifulSoup(html, "html.parser")
    for mark in soup.find_all("a", attrs={AS: True}):
        mark.name = mark.attrs.pop(AS)
        mark.attrs = {name.removeprefix("data-"): value for name, value in mark.attrs.items()}
        if mark.name == "footnote":
            mark.string = f"[{mark.attrs.get('id', '')[:6]}]"
    return str(soup)
