"""Authors from a table: a row for each, made as a draft unless there is one of that name."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.html import escape
from django.utils.translation import gettext as _
from wagtail.models import Locale

from authors.known import KnownAuthors
from authors.models import AuthorIndexPage, AuthorPage
from authors.names import language_of
from publication.csv_files import BadCell, Row, TableReport, Watch, read_table
from publication.identifiers import bare_orcid, bare_ror

COLUMNS = {
    "kind": ("type", "종류"),
    "display_name": ("name", "author", "이름", "표시 이름"),
    "given": ("given_name", "first_name", "이름(명)"),
    "family": ("family_name", "surname", "last_name", "성"),
    "name_order": (),
    "display_name_latin": ("latin_name", "name in latin letters", "로마자 이름"),
    "native_name": ("name in its own script", "원어 이름"),
    "native_language": (),
    "position": ("직책", "직위"),
    "organisation": ("organization", "affiliation", "소속", "기관"),
    "biography": ("bio", "약력", "소개"),
    "orcid": (),
    "ror": ("ror id",),
    "language": ("언어",),
}
KINDS = {
    "person": "person", "개인": "person",
    "organisation": "organisation", "organization": "organisation", "기관": "organisation", "단체": "organisation",
}  # fmt: skip
ORDERS = {order: order for order in ("family-first", "given-first")}
LANGUAGES = {"en": "en", "english": "en", "영어": "en", "ko": "ko", "korean": "ko", "한국어": "ko"}
COMPARED = (
    "kind",
    "family_name",
    "given_name",
    "latin_name",
    "native_name",
    "position",
    "organisation",
    "orcid",
    "ror",
)


def import_authors(
    data: bytes,
    *,
    language: str = "",
    publish: bool = False,
    rehearse: bool = False,
    user=None,
    watch: Watch = iter,
) -> TableReport:
    """Make an author's page for each row of a CSV file whose author is not known yet, by ORCID, ROR id or any name.

    A row that cannot be one is refused and stops no other. `language` is that of rows which name none. With
    `rehearse` nothing is kept. `user` is who owns the pages; `watch` goes through the
    rows and may show how far it is. Raises UnreadableTable.
    """
    table = read_table(data, COLUMNS, required=("display_name",))
    report = TableReport(unknown_columns=table.unknown)
    with transaction.atomic():
        known = KnownAuthors()
        for row in watch(table.rows):
            try:
                with transaction.atomic():
                    _bring_in(row, language, known, publish, report, user)
            except BadCell as error:
                report.refused.append((row.number, str(error)))
            except ValidationError as error:
                report.refused.append((row.number, " ".join(error.messages)))
        transaction.set_rollback(rehearse)
    return report


def _bring_in(row: Row, language: str, known: KnownAuthors, publish: bool, report: TableReport, user) -> None:
    author = _author(row)
    locale = _locale(row.one_of("language", LANGUAGES, language))
    found = _found(author, locale, known)
    if found is not None:
        report.unchanged.append(found)
        if differing := _differences(author, found):
            what = _("“%(name)s” is there already, with another %(fields)s; the profile was left as it is.")
            report.remarks.append((row.number, what % {"name": found.title, "fields": ", ".join(differing)}))
        return
    index = AuthorIndexPage.objects.filter(locale=locale).order_by("pk").first()
    if index is None:
        raise BadCell(_("There is no list of authors in this language."))
    author.locale, author.owner = locale, user
    author.full_clean(exclude=["path", "depth", "slug", "draft_title", "locale", "translation_key"])
    index.add_child(instance=author)
    revision = author.save_revision(user=user)
    if publish:
        revision.publish()
    known.add(author)
    report.created.append(author)


def _author(row: Row) -> AuthorPage:
    name = " ".join(row.text("display_name", 255).split())
    if not name:
        raise BadCell(_("The row has no name."))
    row.one_of("name_order", ORDERS, "")
    kind = row.one_of("kind", KINDS, AuthorPage.Kind.PERSON)
    is_person = kind == AuthorPage.Kind.PERSON
    biography = row.text("biography", 5_000)
    return AuthorPage(
        title=name,
        kind=kind,
        family_name=row.text("family", 100) if is_person else "",
        given_name=row.text("given", 100) if is_person else "",
        latin_name=row.text("display_name_latin", 150),
        native_name=row.text("native_name", 150),
        native_language=row.text("native_language", 12) or language_of(row.text("native_name") or name),
        position=row.text("position", 255),
        organisation=row.text("organisation", 255),
        biography="".join(f"<p>{escape(part)}</p>" for part in biography.splitlines() if part.strip()),
        orcid=bare_orcid(row.text("orcid", 60)),
        ror=bare_ror(row.text("ror", 60)),
        live=False,
    )


def _locale(language: str) -> Locale:
    return Locale.objects.get(language_code=language) if language else Locale.get_default()


def _found(author: AuthorPage, locale: Locale, known: KnownAuthors) -> AuthorPage | None:
    for name in ("orcid", "ror"):
        if identifier := getattr(author, name):
            same = AuthorPage.objects.filter(**{name: identifier}).select_related("merged_into")
            if (one := same.order_by("pk").first()) is not None:
                return one.merged_into or one
    return known.find(author.title, locale.pk)


def _differences(author: AuthorPage, found: AuthorPage) -> list[str]:
    """The names of the fields that the row fills in otherwise than the profile does."""
    return [
        str(AuthorPage._meta.get_field(name).verbose_name)
        for name in COMPARED
        if getattr(author, name) and getattr(author, name) != getattr(found, name)
    ]
