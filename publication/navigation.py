"""The parts of a page that surround its own content: sections, standing pages, languages, canonical address.

One query for all of it. Templates find it as `frame`: a page type puts its own there (EditorialPage.get_context), for
every other view the context processor below makes one when a template first asks.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import DateTimeField, Exists, Q, UUIDField
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.functional import SimpleLazyObject
from wagtail.models import Page

from publication.frame import Frame, absolute, frame_for
from publication.models import Masthead
from publication.prepared import Prepared, Slot
from publication.visibility import is_open

# Page types that the header leads to, in its order; topics stand between authors and the standing pages.
SECTIONS = (("series", "seriesindexpage"), ("authors", "authorindexpage"))
STANDING = ("home", "standingpage")
NATIVE_NAMES = {"en": "English", "ko": "한국어"}
INVITATIONS = {"en": "Read in English", "ko": "한국어로 읽기"}
ABSENCES = {"en": "Not in English", "ko": "한국어 번역 없음"}

# Views that the footer leads to while there is something to see: name of the view -> (title, condition). The apps
# above this one put them here (`lead_to_while`); the condition is part of the frame's one query.
_led_to_while: dict[str, tuple[str, Callable[[Slot], Exists]]] = {}


def lead_to_while(view: str, title, condition: Callable[[Slot], Exists]) -> None:
    """Let the footer lead to a view, by its name and title, as long as a condition on the database holds.

    The condition is made once, and given the slot of the moment in which it is asked.
    """
    _led_to_while[view] = (title, condition)


@dataclass(frozen=True)
class MenuItem:
    """A link of header or footer."""

    title: str
    address: str
    is_current: bool = False


@dataclass(frozen=True)
class LanguageVersion:
    """Where a page can be read in another language; `is_translation` is false for a mere home page."""

    language: str
    name: str
    address: str
    is_translation: bool = False
    is_missing: bool = False  # the page in hand is one that could have a translation, and has none

    @property
    def absence(self) -> str:
        """The words that say, in its own language, that the page is not there in it."""
        return ABSENCES.get(self.language, "")

    @property
    def invitation(self) -> str:
        """The words that lead to it from the text itself, in its own language."""
        return INVITATIONS.get(self.language, self.name)


@dataclass(frozen=True)
class PageFrame:
    """What base.html prints around a page. Addresses are relative to the host but for `canonical` and `origin`."""

    masthead: Masthead
    origin: str = ""
    home: str = "/"
    series: MenuItem | None = None
    authors: MenuItem | None = None
    standing: tuple[MenuItem, ...] = ()
    passing: tuple[MenuItem, ...] = ()  # leads to views that are there only while they have something to show
    languages: tuple[LanguageVersion, ...] = ()
    path: str = "/"
    policies: tuple[
        tuple[str, str], ...
    ] = ()  # (property of schema.org, address) of the pages with the site's rules
    logo: str = ""

    @property
    def canonical(self) -> str:
        """The absolute address of the page in hand, without its query."""
        return absolute(self, self.path)

    @property
    def translations(self) -> tuple[LanguageVersion, ...]:
        """The real translations of the page in hand, without other languages' home pages."""
        return tuple(version for version in self.languages if version.is_translation)

    @property
    def language_name(self) -> str:
        """The language of the page in hand, in that language."""
        return NATIVE_NAMES.get(translation.get_language(), "")

    @property
    def about(self) -> MenuItem | None:
        """The first of the standing pages, which has a place in the header."""
        return self.standing[0] if self.standing else None


def page_frame(
    request, page=None, translations: dict[str, str] | None = None, *, beside=None, below: str = ""
) -> PageFrame:
    """The frame of a page, or of another view: then `translations` may map language codes to its addresses.

    A view that shows something of a page, below its address, names it as `beside`: the switch of languages leads to
    what stands `below` the address of its translation. One query. A link leads only to what everybody may see.
    """
    frame = frame_for(request)
    if frame is None or frame.root() is None:
        return PageFrame(masthead=frame.masthead if frame else Masthead())
    path = frame.address(page.url_path) if page is not None and page.url_path else None
    path = path or request.path
    whose = page if page is not None else beside
    around = _around(frame, whose)
    here = [row for row in around if row["url_path"].startswith(frame.root())]
    standing = [row for row in here if row["model"] == STANDING[1] and row["show_in_menus"]]
    twins = {
        frame.language_of(row["locale_id"]): frame.address(row["url_path"]) + below
        for row in around
        if whose is not None
        and row["translation_key"] == whose.translation_key
        and row["locale_id"] != whose.locale_id
    }
    real = translations or ({} if page is None else twins)

    def section(model: str) -> MenuItem | None:
        return next((_item(frame, row, path) for row in here if row["model"] == model), None)

    return PageFrame(
        masthead=frame.masthead,
        origin=frame.origin,
        home=frame.address(frame.root()),
        series=section("seriesindexpage"),
        authors=section("authorindexpage"),
        standing=tuple(_item(frame, row, path) for row in standing),
        passing=_passing(around[0] if around else {}, path),
        languages=tuple(_languages(frame, twins | real, set(real), whose is not None)),
        path=path,
        policies=tuple(_policies(frame, here)),
        logo=frame.logo,
    )


def _policies(frame: Frame, rows: list[dict]):
    addresses = {row["translation_key"]: frame.address(row["url_path"]) for row in rows}
    for name, key in frame.masthead.policies.items():
        if key in addresses:
            yield name, addresses[key]


def _around(frame: Frame, page) -> list[dict]:
    """Rows of the pages that header and footer lead to, and of the translations of the page in hand."""
    types = {_type_id(*name): name[1] for name in (*SECTIONS, STANDING)}
    rows = AROUND.rows(
        tuple(types),
        tuple(frame.masthead.policies.values()),
        tuple(_led_to_while),
        key=page.translation_key if page is not None else None,
        now=timezone.now(),
    )
    return [
        row | {"model": types.get(row["content_type_id"])}
        for row in sorted(rows, key=lambda row: row["path"])
        if frame.address(row["url_path"])
    ]


def _rows_around(types: tuple[int, ...], policies: tuple, views: tuple[str, ...]):
    """The query of them; its slots are `key`, the translation key of the page in hand or None, and the moment `now`.

    Those of all languages and sites, as few as they are, and in no order: each part of the condition is then found by
    an index, where the beginning of an address, or the order of paths, has databases look through all pages.
    """
    *sections, standing = types
    now = Slot("now", DateTimeField())
    wanted = (
        Q(content_type_id__in=sections)
        | Q(content_type_id=standing, show_in_menus=True)
        | Q(translation_key__in=policies)
        | Q(translation_key=Slot("key", UUIDField()))
    )
    rows = Page.objects.order_by().filter(wanted, live=True, alias_of=None).filter(is_open(now))
    rows = rows.annotate(**{view: _led_to_while[view][1](now) for view in views})
    return rows.values(
        "path",
        "title",
        "url_path",
        "locale_id",
        "translation_key",
        "content_type_id",
        "show_in_menus",
        *views,
    )


AROUND = Prepared(_rows_around)


def _type_id(app: str, model: str) -> int:
    """The id of a page type, which Django remembers after the first time."""
    return ContentType.objects.get_by_natural_key(app, model).pk


def _item(frame: Frame, row: dict, path: str) -> MenuItem:
    address = frame.address(row["url_path"])
    return MenuItem(title=row["title"], address=address, is_current=path.startswith(address))


def _passing(row: dict, path: str) -> tuple[MenuItem, ...]:
    """Links to the views whose condition holds, as any row of the frame's query says."""
    return tuple(
        MenuItem(title=str(title), address=reverse(view), is_current=path == reverse(view))
        for view, (title, _condition) in _led_to_while.items()
        if row.get(view)
    )


def _languages(frame: Frame, addresses: dict[str, str], real: set[str], is_page: bool):
    """A version for every other language of the site: the address given for it, or that language's home page.

    Those of `real` languages are translations of what is in hand. Of a page of the tree (`is_page`) that has none it is
    said that there is none.
    """
    for code, _name in settings.LANGUAGES:
        if code == translation.get_language() or code not in frame.roots:
            continue
        yield LanguageVersion(
            language=code,
            name=NATIVE_NAMES.get(code, code),
            address=addresses.get(code) or frame.address(frame.roots[code]),
            is_translation=code in real,
            is_missing=is_page and code not in addresses,
        )


def same_view_in_other_languages(name: str, *args) -> dict[str, str]:
    """The addresses of a view that every language has, by language code, for `translations` of page_frame."""
    addresses = {}
    for code, _name in settings.LANGUAGES:
        if code != translation.get_language():
            with translation.override(code):
                addresses[code] = reverse(name, args=args)
    return addresses


def context_processor(request) -> dict:
    """`frame` for every template; nothing is asked of the database before a template reads it."""
    return {"frame": SimpleLazyObject(lambda: page_frame(request))}
