"""Who is credited: bylines as plain values, with a link only where the person's page is public."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db.models.functions import Coalesce
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from authors.names import language_of
from authors.portraits import portrait
from publication.frame import Frame
from publication.pictures import Picture, Wanted
from publication.visibility import is_open
from series.models.bylines import Byline
from series.reading.shapes import Credit

PORTRAIT_SIZES = "6.5rem"


@dataclass(frozen=True)
class CreditRow:
    """A credit before its photo and biography are known: those are looked up with all others of the page."""

    credit: Credit
    photo: Wanted | None = None
    biography: str = ""

    def with_photo(self, pictures: dict[Wanted, Picture], biography: SafeString) -> Credit:
        """The credit as it is printed."""
        photo = pictures.get(self.photo) if self.photo else None
        portrait = replace(self.credit.portrait, photo=photo if photo and photo.address else None)
        return replace(self.credit, portrait=portrait, biography=biography)


def credits_of(page_ids: Iterable[int], frame: Frame) -> dict[int, list[CreditRow]]:
    """The credits of saved pages, in order, by page id. One query."""
    rows = (
        Byline.objects.filter(page_id__in=list(page_ids))
        .select_related("author__merged_into")
        .annotate(profile_is_open=is_open(path=Coalesce("author__merged_into__path", "author__path")))
        .order_by("page_id", "sort_order", "pk")
    )
    found: dict[int, list[CreditRow]] = {}
    for row in rows:
        found.setdefault(row.page_id, []).append(credit_row(row, frame, row.profile_is_open))
    return found


def credits_in_memory(page, frame: Frame) -> list[CreditRow]:
    """The credits of a page as it is being edited, for previews: rows that were never saved are in it."""
    rows = [row for row in page.bylines.all() if row.author_id]
    model = Byline._meta.get_field("author").related_model
    public = set(
        model.objects.visible().filter(pk__in=[row.author_id for row in rows]).values_list("pk", flat=True)
    )
    return [credit_row(row, frame, row.author_id in public) for row in rows]


def credit_row(byline: Byline, frame: Frame, profile_is_public: bool) -> CreditRow:
    """One byline as credited then; what it does not say comes from the profile."""
    author = byline.author.merged_into or byline.author
    name = byline.name or author.title
    second, second_language = _second_name(author, name)
    wanted = (
        Wanted(author.photo_id, decorative=True, sizes=PORTRAIT_SIZES, square=True)
        if author.photo_id
        else None
    )
    return CreditRow(
        credit=Credit(
            person=author.translation_key,
            name=name,
            address=(frame.address(author.url_path) or "") if profile_is_public else "",
            role=byline.role,
            role_label=byline.get_role_display(),
            position=byline.position,
            organisation=byline.organisation,
            second_name=second,
            second_language=second_language,
            language=_foreign(language_of(name)),
            family=author.family_name,
            given=author.given_name,
            is_organisation=author.is_organisation,
            portrait=portrait(
                name=author.title,
                family=author.family_name,
                native_name=author.native_name,
                is_organisation=author.is_organisation,
            ),
        ),
        photo=wanted,
        biography=author.biography,
    )


def _second_name(author, name: str) -> tuple[str, str]:
    """The name in the other script and its language: 최원기 beside Choe Won-gi, and the other way round in Korean."""
    if author.native_name and author.native_name != name:
        return author.native_name, _foreign(author.native_language)
    if author.latin_name and author.latin_name != name:
        return author.latin_name, _foreign("en")
    return "", ""


def _foreign(language: str) -> str:
    """A language worth marking on the page in hand: empty for its own."""
    return "" if language == get_language() else language
