"""English words of the interface that a Korean page must not say."""

import html
import re

# A word of the interface in each of its places; none of them is part of a name or title of the worlds below.
ENGLISH = """about affiliation all and article articles author authors based begin breadcrumb commentary complete
correction current dark edited edition editor edition error final find first footnote forthcoming front home in
installment installments language languages latest licence minute minutes more next note notes nothing of ongoing only
page part parts paused people piece pieces planned preface previous print published read reading related result results
search see series show since skip status summary the title topic topics translation translator under updated with
writes""".split()
NAMES = re.compile(r"Series Editors|Choe Won-gi|Korean Edition|https?://[^<\s]*")
TAG = re.compile(r"<[^>]*>")
FOREIGN = re.compile(r'<(\w+)[^>]*\slang="en"[^>]*>.*?</\1>', re.DOTALL)
# What machines read: not words, but values of a vocabulary. A citation has the words of its style.
MACHINES = re.compile(
    r"<(script|style)\b.*?</\1>|<p class=\"citation\".*?</p>|"
    r"<meta (?:name|property)=\"(?:viewport|robots|og:type|twitter:card|z:itemType)[^>]*>",
    re.DOTALL,
)
SPOKEN = re.compile(r'\s(?:aria-label|alt|title|placeholder|content)="([^"]*)"')


def english_words(source: str) -> list[str]:
    """The words of the list that a page says in its text, its labels and its head, outside of English passages."""
    source = NAMES.sub(" ", FOREIGN.sub(" ", source))
    source = MACHINES.sub(" ", source)
    said = html.unescape(" ".join([TAG.sub(" ", source), *SPOKEN.findall(source)]))
    return sorted(set(ENGLISH) & set(re.findall(r"[a-z]+", said.lower())))


def korean_page(client, address, status=200):
    """A page by its address, which answers as stated and has no English in it."""
    response = client.get(address)
    assert response.status_code == status, address
    source = response.content.decode()
    assert english_words(source) == [], address
    return source
