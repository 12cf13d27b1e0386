"""Authors told to programs, many at once. Of whom readers may see no piece, and no announced part, nothing is told."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Window

from authors.models import AuthorPage
from authors.models.pages import AuthorLink
from authors.names import language_of
from publication.frame import Frame, absolute
from publication.pictures import Wanted
from publication.prose import expand_block, find_links, plain_text, sanitise
from series.feeds.markup import for_feed
from series.metadata.description import Description, PageKind, Who
from series.metadata.framing import image, publisher_of_site
from series.metadata.twins import Twin, twins_of
from series.models import Byline
from series.reading.full import find_plain

OWN = (
    "pk", "translation_key", "locale_id", "title", "slug", "url_path", "kind", "family_name", "given_name", "native_name",
    "native_language", "latin_name", "position", "organisation", "photo_id", "biography", "orcid", "ror",
    "first_published_at", "last_published_at",
)  # fmt: skip


@dataclass(frozen=True)
class AuthorTold:
    """An author. `biography` is HTML with absolute addresses; `pieces` counts a piece and its translation once.

    `slug` is the last word of their address.
    """

    pk: int
    slug: str
    key: UUID
    about: Description
    biography: str
    pieces: int
    twins: tuple[Twin, ...]


def tell_authors(authors, frame: Frame, *, start: int, limit: int) -> tuple[list[AuthorTold], int]:
    """`limit` authors from `start` on of an ordered queryset that the public may see, and the number of all.

    Seven queries at most, whatever the number of authors.
    """
    rows = list(
        authors.annotate(all_of_them=Window(Count("*"))).values(*OWN, "all_of_them")[start : start + limit]
    )
    if not rows:
        return [], 0
    tally = Byline.objects.filter(author__translation_key__in=[row["translation_key"] for row in rows])
    merged = Byline.objects.filter(
        author__merged_into__translation_key__in=[row["translation_key"] for row in rows]
    )
    counts = (tally | merged).tally()
    twins = twins_of({row["translation_key"] for row in rows}, frame)
    pictures = find_plain(_photo(row) for row in rows if row["photo_id"])
    texts = {row["pk"]: sanitise(row["biography"]) for row in rows}
    links = find_links(list(texts.values()), frame)
    elsewhere: dict[int, list[str]] = {}
    for page_id, address in (
        AuthorLink.objects.filter(page_id__in=list(texts))
        .order_by("sort_order", "pk")
        .values_list("page_id", "address")
    ):
        elsewhere.setdefault(page_id, []).append(address)
    told = []
    for row in rows:
        own = absolute(frame, frame.address(row["url_path"]) or "/")
        language = frame.language_of(row["locale_id"])
        biography = for_feed(expand_block(texts[row["pk"]], links), own)
        told.append(
            AuthorTold(
                pk=row["pk"],
                slug=row["slug"],
                key=row["translation_key"],
                about=_description(
                    row, frame, own, language, biography, pictures, elsewhere.get(row["pk"], [])
                ),
                biography=biography,
                pieces=counts.get(row["translation_key"], {}).get("pieces", 0),
                twins=tuple(twin for twin in twins[row["translation_key"]] if twin.language != language),
            )
        )
    return told, rows[0]["all_of_them"]


def _photo(row: dict) -> Wanted:
    return Wanted(row["photo_id"], decorative=True, square=True)


def _description(row, frame, own, language, biography, pictures, elsewhere) -> Description:
    is_organisation = row["kind"] == AuthorPage.Kind.ORGANISATION
    photo = image(pictures.get(_photo(row)), frame) if row["photo_id"] else None
    other = row["native_name"] if row["native_name"] != row["title"] else ""
    other = other or (row["latin_name"] if row["latin_name"] != row["title"] else "")
    return Description(
        kind=PageKind.PROFILE,
        title=row["title"],
        summary=plain_text(biography),
        address=own,
        own=own,
        language=language,
        publisher=publisher_of_site(frame),
        published_at=row["first_published_at"],
        modified_at=row["last_published_at"],
        image=photo,
        profile=Who(
            name=row["title"],
            family="" if is_organisation else row["family_name"],
            given="" if is_organisation else row["given_name"],
            is_organisation=is_organisation,
            language=language_of(row["title"]),
            other_name=other,
            other_language=(row["native_language"] if other == row["native_name"] else "en") if other else "",
            position=row["position"],
            organisation=row["organisation"],
            address=own,
            orcid=row["orcid"],
            ror=row["ror"],
            portrait=photo.address if photo else "",
            links=tuple(elsewhere),
            key=str(row["translation_key"]),
        ),
    )
