"""The pages of an archive as the site itself draws them: its templates, its reading of what everybody may see."""

import io
from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from django.core.exceptions import DisallowedHost
from django.core.handlers.wsgi import WSGIRequest
from django.http import Http404
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from wagtail.models import Page

from authors.models import AuthorPage
from publication.frame import Frame
from series.citation.files import FILES
from series.editions.archive.asking import CannotArchive, Volume
from series.editions.archive.on_the_site import as_on_the_site
from series.metadata.files import references_of
from series.models import InstallmentPage
from series.reading.shapes import MOST_ON_ONE_PAGE


@dataclass(frozen=True)
class Wish:
    """A page that is to be in the archive: its name there, the volume it is read with, and `whole` for `…/all/`."""

    name: str
    page: Page
    volume: Volume
    language: str
    whole: bool = False

    @property
    def address(self) -> str:
        """Its address on the site, relative to the host."""
        own = self.volume.frame.address(self.page.url_path) or "/"
        return f"{own}all/" if self.whole else own


@dataclass(frozen=True)
class Drawn:
    """What the site printed for a wish, and the citation files of the page by their names below its address."""

    wish: Wish
    markup: str
    citations: dict[str, str]


def wishes_of(volumes: tuple[Volume, ...]) -> list[Wish]:
    """Every page of an archive, in its order: of each volume the series, its parts, all on one page; then the people."""
    wishes = []
    for volume in volumes:
        made = {"volume": volume, "language": volume.language}
        wishes.append(Wish(f"{volume.folder}index.html", volume.series, **made))
        pieces = InstallmentPage.objects.visible().select_related(*_read_with(InstallmentPage))
        found = pieces.in_bulk([chapter.pk for chapter in volume.book.chapters])
        wishes += [
            Wish(f"{volume.folder}{chapter.name}.html", found[chapter.pk], **made)
            for chapter in volume.book.chapters
            if chapter.pk in found
        ]
        if len(volume.book.chapters) <= MOST_ON_ONE_PAGE:
            wishes.append(Wish(f"{volume.folder}all.html", volume.series, whole=True, **made))
    return [*wishes, *_people(volumes)]


def draw(wish: Wish, ids: list[int]) -> Drawn | None:
    """Have the site print a page; `ids` are those of the pieces in the archive. None where it has nothing to show."""
    request = _request(wish.volume.frame, wish.address)
    page, described = wish.page, None
    with as_on_the_site(wish.language):
        try:
            if wish.whole:
                markup = page.serve(request, all_parts=True).render().content.decode()
            else:
                narrowed = {"only": ids} if isinstance(page, AuthorPage) else {"whole": True}
                context = page.get_context(request, **narrowed)
                markup = render_to_string(page.get_template(request), context, request=request)
                described = None if isinstance(page, AuthorPage) else context["described"]
        except Http404:
            return None
        return Drawn(wish, markup, dict(_citations(described)) if described else {})


def _citations(described) -> Iterator[tuple[str, str]]:
    """The citation files, which do not say on which day they were fetched."""
    references = [replace(each, accessed=None) for each in references_of(described)]
    for name, form in FILES.items():
        yield name, form.write(references)


def _people(volumes: tuple[Volume, ...]) -> Iterator[Wish]:
    """The pages of those who are credited, in the languages of the volumes; else in the one that there is. One query."""
    frame, by_language = volumes[0].frame, {volume.language: volume for volume in volumes}
    persons = list(
        dict.fromkeys(
            credit.person
            for volume in volumes
            for chapter in volume.book.chapters
            for credit in chapter.credits
        )
    )
    found: dict[object, dict[str, AuthorPage]] = {}
    pages = AuthorPage.objects.visible().filter(translation_key__in=persons, merged_into=None, alias_of=None)
    for page in pages.order_by("pk"):
        if frame.address(page.url_path) is not None:
            found.setdefault(page.translation_key, {})[frame.language_of(page.locale_id)] = page
    for number, person in enumerate(persons, start=1):
        profiles = found.get(person, {})
        in_hand = {code: page for code, page in profiles.items() if code in by_language} or profiles
        for code in sorted(
            in_hand, key=lambda code: list(by_language).index(code) if code in by_language else 9
        ):
            volume = by_language.get(code, volumes[0])
            yield Wish(f"{volume.folder}author-{number}.html", in_hand[code], volume, code)


def _read_with(model) -> tuple[str, ...]:
    return getattr(model, "read_with", ())


def _request(frame: Frame, address: str) -> WSGIRequest:
    """A reader's request for an address of the site. Raises CannotArchive when nobody could make it."""
    site = frame.site
    host = site.hostname if site.port in (80, 443) else f"{site.hostname}:{site.port}"
    request = WSGIRequest(
        {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": address.encode().decode("latin-1"),  # as servers hand it over (PEP 3333)
            "SERVER_NAME": site.hostname,
            "SERVER_PORT": str(site.port),
            "HTTP_HOST": host,
            "wsgi.url_scheme": urlsplit(frame.origin).scheme,
            "wsgi.input": io.BytesIO(),
        }
    )
    request.is_preview = False
    try:
        request.get_host()
    except DisallowedHost as error:
        raise CannotArchive(
            _("The site’s own host, %(host)s, is not among ALLOWED_HOSTS.") % {"host": host}
        ) from error
    return request
