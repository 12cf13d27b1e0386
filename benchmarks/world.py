"""A site with any number of pieces, written to an empty, migrated database in bulk: minutes for 10,000, not hours.

Each piece has two authors, five topics, a picture, three notes, links and a version; it is in the search index and in
the index of references. The first author wrote twenty pieces, however many there are; the first topic has every
fifth. Rows of pages are inserted as they are, as Django refuses to make many rows of a model with parents at once.
"""

import json
from datetime import timedelta
from uuid import UUID, uuid4

from django.db import connection, transaction
from django.utils import timezone
from wagtail.models import Page, ReferenceIndex, Revision
from wagtail.search.backends import get_search_backend
from wagtail_footnotes.models import Footnote

from authors.models import AuthorPage, User
from publication.images.ahead import make_what_is_lacking
from series.models import Byline, InstallmentPage, InstallmentTopic, SeriesPage
from tests import factories

SENTENCE = "The water rose in the night, and nobody on the levee had asked for the number on the gauge. "
SUBJECTS = "Silt Rates Dams Salt Fish Barges Treaties Levees Pumps Wells".split()
AT_ONCE = 500


def make(pieces: int, parts: int, authors: int, topics: int) -> None:
    """Fill the database in hand: `pieces` in series of `parts`, by so many authors, on so many topics."""
    # In a transaction of their own: what waits for its end indexes the pieces of each topic and author.
    with transaction.atomic():
        pictures = [factories.ImageFactory() for _ in range(4)]
        people = factories.AuthorFactory.create_batch(authors)
        subjects = [factories.TopicFactory(name=f"Water policy {n}") for n in range(topics)]
    with transaction.atomic():
        series = _series(-(-pieces // parts), parts)
        made = _pieces(pieces, parts, series, pictures)
        _rows(made, people, subjects)
        _empty_page(series[0])
        editor = User.objects.create_superuser("bench", "bench@example.org", "bench")
        _versions(made, editor)
    _indexes([*people, *series, *made])
    list(make_what_is_lacking(100))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _series(count: int, parts: int) -> list[SeriesPage]:
    """Series below the list, by treebeard's own numbering."""
    above = factories.series_index()
    first = factories.SeriesFactory(parent=above, title="Rivers and Rates 0", planned_parts=parts)
    rows = [
        _clone(first, above, at, title=f"Rivers and Rates {at}", slug=f"rivers-and-rates-{at}")
        for at in range(1, count)
    ]
    _insert(rows)
    Page.objects.filter(pk=above.pk).update(numchild=count)
    return [first, *rows]


def _pieces(count: int, parts: int, series: list[SeriesPage], pictures) -> list[InstallmentPage]:
    """The pieces, one every seven hours, the last an hour ago."""
    now = timezone.now()
    pattern = factories.InstallmentFactory(parent=series[0])
    Page.objects.filter(pk=pattern.pk).update(numchild=0)
    rows = []
    for at in range(count):
        number = at % parts + 1
        subject = SUBJECTS[at % len(SUBJECTS)]
        moment = now - timedelta(hours=1 + 7 * (count - at))
        rows.append(
            _clone(
                pattern,
                series[at // parts],
                number,
                title=f"The {subject} of the Gauge {at}",
                slug=f"the-gauge-{at}",
                first_published_at=moment,
                last_published_at=moment,
                latest_revision_created_at=moment,
                series_id=series[at // parts].pk,
                part_number=number,
                standfirst=f"The first dispute on any river is about {subject.lower()}, and about number {at}.",
                image_id=pictures[at % len(pictures)].pk,
                reading_minutes=4,
            )
        )
        rows[-1].notes = [uuid4() for _ in range(3)]
        rows[-1].body = json.dumps(_body(rows[-1], series[at // parts].pk, pictures[(at + 1) % 4].pk))
    pattern.delete()
    _insert(rows)
    Page.objects.filter(pk__in=[one.pk for one in series]).update(numchild=parts)
    return rows


def _body(piece, linked: int, picture: int) -> list[dict]:
    marks = "".join(f'<footnote id="{note}">[{str(note)[:6]}]</footnote>' for note in piece.notes)
    inside = {"image": picture, "alt": "A levee beside a river.", "caption": "The levee."}
    link = f'<a linktype="page" id="{linked}">Rivers</a>'
    values = [
        ("paragraph", f"<p>{SENTENCE * 3}{marks}</p>"),
        ("heading", {"text": "The second river", "level": "2"}),
        ("image", inside),
        *[("paragraph", f"<p>{SENTENCE * 3}{link}</p>") for _ in range(8)],
    ]
    return [{"type": kind, "value": value, "id": str(uuid4())} for kind, value in values]


def _rows(made, people, subjects) -> None:
    """Bylines, topics and notes."""
    bylines, tagged, notes = [], [], []
    others = people[1:]
    for at, piece in enumerate(made):
        by = [others[at % len(others)], others[(at * 7 + 3) % len(others)]]
        if at % 5 == 0 and at < 100:
            by[0] = people[0]
        for place, author in enumerate(dict.fromkeys(by)):
            bylines.append(
                Byline(
                    page=piece,
                    author=author,
                    name=author.title,
                    sort_order=place,
                    locale_id=piece.locale_id,
                    published_at=piece.first_published_at,
                )
            )
        on = [subjects[0]] * (at % 5 == 0) + [subjects[(at + shift) % len(subjects)] for shift in range(5)]
        for place, topic in enumerate(list(dict.fromkeys(on))[:5]):
            appeared = piece.first_published_at
            tagged.append(InstallmentTopic(page=piece, topic=topic, sort_order=place, published_at=appeared))
        notes += [
            Footnote(
                page=piece, locale_id=piece.locale_id, uuid=uuid, text=f"Minutes of <i>1953</i>, p. {place}."
            )
            for place, uuid in enumerate(piece.notes)
        ]
    for model, rows in ((Byline, bylines), (InstallmentTopic, tagged), (Footnote, notes)):
        model.objects.bulk_create(rows, batch_size=AT_ONCE)


def _empty_page(series) -> None:
    """A page of no type at the depth of an installment: what Wagtail and Django take without us."""
    Page.objects.filter(pk=series.pk).update(numchild=series.get_children().count())
    Page.objects.get(pk=series.pk).add_child(instance=Page(title="Empty", slug="empty"))


def _versions(made, editor) -> None:
    """A published version of each piece, which its row names."""
    for some in _batches(made):
        pages = InstallmentPage.objects.filter(pk__in=[one.pk for one in some]).order_by("pk")
        versions = Revision.objects.bulk_create(
            Revision(
                content_type_id=page.content_type_id,
                base_content_type=page.get_base_content_type(),
                object_id=str(page.pk),
                created_at=page.first_published_at,
                user=editor,
                object_str=page.title,
                content=page.serializable_data(),
            )
            for page in pages
        )
        rows = [
            Page(pk=int(version.object_id), live_revision=version, latest_revision=version)
            for version in versions
        ]
        Page.objects.bulk_update(rows, ["live_revision", "latest_revision"])


def _indexes(pages) -> None:
    """The search index and the index of references, as saving each page would leave them."""
    backend = get_search_backend()
    for model in (AuthorPage, SeriesPage, InstallmentPage):
        ids = [page.pk for page in pages if isinstance(page, model)]
        for some in _batches(ids):
            with transaction.atomic():
                found = list(model.objects.filter(pk__in=some))
                backend.get_index_for_model(model).add_items(model, found)
                for page in found:
                    ReferenceIndex.create_or_update_for_object(page)


def _batches(things: list) -> list[list]:
    return [things[start : start + AT_ONCE] for start in range(0, len(things), AT_ONCE)]


def _clone(pattern: Page, parent: Page, place: int, **values):
    """A page like another, not saved, as the child at a place (from 1) of a parent."""
    model = type(pattern)
    page = model(**{field.attname: getattr(pattern, field.attname) for field in model._meta.concrete_fields})
    page.pk = page.id = page.page_ptr_id = None
    page.path = model._get_path(parent.path, parent.depth + 1, place + 1)
    page.depth, page.numchild, page.translation_key = parent.depth + 1, 0, UUID(int=uuid4().int)
    for name, value in values.items():
        setattr(page, name, value)
    page.draft_title = page.title
    page.url_path = f"{parent.url_path}{page.slug}/"
    return page


def _insert(pages: list[Page]) -> None:
    """Insert the rows of pages of one type: those of the tree, then what its type adds."""
    if not pages:
        return
    names = [field.attname for field in Page._meta.concrete_fields if not field.primary_key]
    bare = [Page(**{name: getattr(page, name) for name in names}) for page in pages]
    Page.objects.bulk_create(bare, batch_size=AT_ONCE)
    for page, row in zip(pages, bare, strict=True):
        page.pk = page.id = page.page_ptr_id = row.pk
    own = type(pages[0])._meta.local_concrete_fields
    quote = connection.ops.quote_name
    columns = ", ".join(quote(field.column) for field in own)
    table = quote(type(pages[0])._meta.db_table)
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {table} ({columns}) VALUES ({', '.join(['%s'] * len(own))})",  # noqa: S608
            [[_stored(field, getattr(page, field.attname)) for field in own] for page in pages],
        )


def _stored(field, value):
    """A value as its column takes it; texts of blocks are JSON already."""
    if field.name in ("body",) and isinstance(value, str):
        return value
    return field.get_db_prep_save(value, connection)
