"""Where the article is on a saved page, and what on the page is not part of it: menus, related pieces, buttons."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from .density import WORD, Sizes, densest, words_called
from .tally import Tally
from .tree import Element, is_longer, quoted_text, visible_text

CHROME = frozenset(
    "nav navbar navigation menu menus gnb lnb snb breadcrumb breadcrumbs crumb crumbs sidebar related relation relate relatednews"
    " recommend recommended recommendation recommendations popular ranking trending promo promotion advert"
    " advertisement advertisements ad ads adsbygoogle adbox adslot banner sponsor sponsored cookie cookies consent gdpr"
    " comment comments reply replies disqus share sharing sharebar shares sns social newsletter subscribe subscription"
    " signup login paywall modal popup overlay toolbar tool tools util utils utility print pagination pager paging tag"
    " tags hashtag hashtags keyword keywords footer skip outbrain taboola dable widget widgets mostread mostviewed"
    " morestories readmore backtotop searchform".split()
)
CHROME_TAGS = frozenset({"nav", "menu"})
CHROME_ROLES = frozenset(
    {"navigation", "contentinfo", "search", "complementary", "dialog", "alertdialog", "banner"}
)
ABOUT_AUTHOR = frozenset(
    "author authors bio biography writer reporter profile contributor journalist".split()
)
BIOGRAPHY = frozenset("bio biography profile about box card".split())
BYLINE = frozenset("byline author authors writer reporter journalist contributor 기자".split())
STANDFIRST = frozenset(
    "standfirst subtitle deck dek strapline subtit subheadline summary excerpt teaser".split()
)
DATE = frozenset("date dateline published pubdate datetime timestamp posted time updated update".split())
RELATED = re.compile(
    r"^\W*(?:related(?:\s+(?:articles?|stories|news|content|posts?|pieces?|reading|topics?))?|read\s+(?:more|also|next)|see\s+also"
    r"|more\s+(?:from|on|in|stories)\b.{0,40}|recommended(?:\s+for\s+you)?|most\s+(?:read|popular|viewed)|you\s+may\s+(?:also\s+)?like"
    r"|don['’]t\s+miss|latest\s+news|관련\s*기사|관련\s*뉴스|추천\s*(?:기사|뉴스)|인기\s*(?:기사|뉴스)|많이\s*본\s*(?:기사|뉴스)"
    r"|주요\s*(?:기사|뉴스)|이\s*시각\s*.{0,10}|핫\s*뉴스)\b\W*",
    re.IGNORECASE,
)
WAY_DOWN = re.compile(r"^(?:home|main|홈|처음)\s*[>›»/|·]", re.IGNORECASE)
AROUND = (
    "What stands on the page around the article was left out: menus, related pieces, buttons, advertisements."
)
LONGEST_BYLINE = 250
LONGEST_TITLE = 300
LONGEST_ABOUT = 1500


@dataclass
class Page:
    """The element to read, and what parts of it are (`zones`: "headline", "body", "byline", "standfirst", "date", "bio")."""

    root: Element
    zones: dict[Element, str] = field(default_factory=dict)
    title: str = ""


def normalised(text: str) -> str:
    """Words without case, spaces and signs, to compare them by."""
    return re.sub(r"[\W_]+", "", text).casefold()


def find_article(root: Element, titles: list[str], tally: Tally) -> Page:
    """The article of a pruned page; `titles` are what the page calls itself. What is around it leaves the tree."""
    body = root.find(".//body")
    root = body if body is not None else root
    sizes = Sizes(root)
    headline = _headline(root, titles)
    _drop_chrome(root, headline, sizes, tally)
    best = densest(root)
    if best is None:
        return Page(root, title=visible_text(headline) if headline is not None else "")
    top = best
    zones: dict[Element, str] = {}
    order = {element: number for number, element in enumerate(root.iter())}
    if headline is not None and order[headline] < order[best]:
        top = _common(headline, best)
    if headline is not None and (headline is top or top in headline.iterancestors()):
        zones[headline] = "headline"
    _drop_outside(root, top, tally)
    zones[best] = "body"
    zones |= _called(top, best, headline)
    return Page(top, zones, visible_text(headline) if headline is not None else "")


def _headline(root: Element, titles: list[str]) -> Element | None:
    """The element that shows the title: the one that says what the page calls itself, else the only first heading."""
    keys = list(dict.fromkeys(key for title in titles if len(key := normalised(title)) > 5))
    firsts = [one for one in root.iter("h1") if 0 < len(visible_text(one)) <= LONGEST_TITLE]
    shown: dict[str, Element] = {}
    for element in (*firsts, *root.iter("h2", "h3", "h4", "p", "div", "strong", "span", "td")):
        if len(element) <= 12 and not is_longer(element, LONGEST_TITLE):
            shown.setdefault(normalised("".join(element.itertext())), element)
    for text in (normalised(visible_text(one)) for one in firsts):
        if len(text) > 5 and any(key.startswith(text) for key in keys):
            return shown[text]
    for key in keys:
        if key in shown:
            return shown[key]
    # A title that the page's own data cuts off or adds to.
    for text, element in shown.items():
        if len(text) > 11 and any(key.startswith(text) for key in keys):
            return element
    articles = [
        one for one in firsts if any(above.tag in ("article", "main") for above in one.iterancestors())
    ]
    if len(articles) == 1 or len(firsts) == 1:
        return (articles or firsts)[0]
    return None


def _drop_chrome(root: Element, headline: Element | None, sizes: Sizes, tally: Tally) -> None:
    kept = {root, *(headline.iterancestors() if headline is not None else ())}
    if headline is not None:
        kept.add(headline)
    whole = sizes.text[root]
    waiting = list(root)
    while waiting:
        element = waiting.pop()
        if not isinstance(element.tag, str) or element.getparent() is None:
            continue
        small = sizes.text[element] * 10 < whole * 4
        if element not in kept and small and _is_chrome(element, sizes):
            _drop(element, tally)
            continue
        waiting.extend(element)


def _is_chrome(element: Element, sizes: Sizes) -> bool:
    tag = element.tag
    words = words_called(element)
    # What a content system calls a post may name the post's tags and categories, too.
    if tag in ("article", "main", "h1", "figure", "figcaption") or words & {"hentry", "post"}:
        return False
    text = sizes.text[element]
    if tag == "p":
        is_small = text < 60 or sizes.density(element) > 0.3
        return bool(words & CHROME and is_small) or _is_line_of_links(element, sizes)
    if tag in CHROME_TAGS or (element.get("role") or "").lower() in CHROME_ROLES:
        return True
    if words & ABOUT_AUTHOR and text < 1500:
        return False
    if words & CHROME:
        return True
    in_article = any(above.tag in ("article", "main") for above in element.iterancestors())
    if tag in ("header", "footer") and not in_article:
        return True
    if tag == "aside":
        return (
            not in_article or sizes.density(element) > 0.3 or bool(RELATED.match(visible_text(element)[:80]))
        )
    if tag in ("ul", "ol", "div", "section", "dl", "table"):
        return sizes.anchors[element] >= 3 and sizes.density(element) > 0.6 and text < 5000
    return (
        tag in ("h2", "h3", "h4", "h5", "strong")
        and text < 60
        and bool(RELATED.fullmatch(visible_text(element)))
    )


def _is_line_of_links(element: Element, sizes: Sizes) -> bool:
    """ "Read also: ..." with nothing but links behind it, or the way down to the page ("Home > Commentary")."""
    if not 0 < sizes.text[element] < 300 or sizes.density(element) < 0.5:
        return False
    return bool(RELATED.match(text := visible_text(element)[:80]) or WAY_DOWN.match(text))


def _drop(element: Element, tally: Tally) -> None:
    if text := quoted_text(element):
        tally.add("dropped", AROUND, passage=text)
    element.drop_tree()


def _common(one: Element, other: Element) -> Element:
    above = [one, *one.iterancestors()]
    chain = set(above)
    return next(element for element in (other, *other.iterancestors()) if element in chain)


def _drop_outside(root: Element, top: Element, tally: Tally) -> None:
    element = top
    while element is not root and (above := element.getparent()) is not None:
        for text in (above.text, *(other.tail for other in above)):
            if text and text.strip():
                tally.add("dropped", AROUND, passage=" ".join(text.split()))
        above.text = None
        for other in list(above):
            other.tail = None
            if other is not element:
                _drop(other, tally)
        element = above


def _called(top: Element, best: Element, headline: Element | None) -> dict[Element, str]:
    """What the page's own names call parts of the article: byline, standfirst, date, biography."""
    zones: dict[Element, str] = {}
    around = {best, headline, *best.iterancestors()}
    for element in top.iterdescendants():
        if not isinstance(element.tag, str) or element in around:
            continue
        words = words_called(element) | set(WORD.findall((element.get("itemprop") or "").lower()))
        rel = (element.get("rel") or "").lower()
        if not words and element.tag != "time" and rel != "author":
            continue
        if is_longer(element, LONGEST_ABOUT) or any(above in zones for above in element.iterancestors()):
            continue
        size = len(visible_text(element))
        if not size:
            continue
        says_who = words & ABOUT_AUTHOR and visible_text(element).endswith((".", "다", "。"))
        is_called = words & BIOGRAPHY and words & (ABOUT_AUTHOR | {"about"})
        if size > 40 and (says_who or is_called):
            zones[element] = "bio"
        elif (words & BYLINE or rel == "author") and size <= LONGEST_BYLINE and element.tag != "img":
            zones[element] = "byline"
        elif words & STANDFIRST and size <= 600 and element.tag not in ("a", "img"):
            zones[element] = "standfirst"
        elif (words & DATE or element.tag == "time") and size <= 100:
            zones[element] = "date"
    return zones
