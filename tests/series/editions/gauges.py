"""A series for books (case EBK-01): three live parts with the same ids, a note cited twice, a draft, everything a text holds."""

from datetime import UTC, datetime

from wagtail.models import Site
from wagtail_footnotes.models import Footnote

from publication.frame import frame_of
from series.models import SeriesPage
from tests import factories

# The same note in all three parts, as copied pages have it.
NOTE = "3b8c2f10-6a4d-4f3e-9a53-0f5d8a6c1b7d"
CHART = {"title": "Runs", "kind": "bars", "data": "Year,Seoul\n2020,1\n2021,2", "summary": "It doubled."}
TABLE = {
    "caption": "Rates",
    "row_headings": True,
    "table": {
        "columns": [{"type": "text", "heading": "Year"}, {"type": "number", "heading": "Rate"}],
        "rows": [{"values": ["<p>2020 &amp; on</p>", "4"]}],
    },
}


def claims(number: int) -> str:
    mark = f'<footnote id="{NOTE}">[3b8c]</footnote>'
    return f"<p>Claim {number}a{mark} and again{mark}.</p>"


def links_to(part: str) -> str:
    return (
        f'<p>See <a href="/series/the-gauges/{part}/#introduction">the other part</a>, '
        '<a href="/series/the-gauges/part-4-draft/">the draft</a> and <a href="/topics/water/">water</a>.</p>'
    )


def gauges() -> SeriesPage:
    """Three live parts with the same ids, each with a note that is cited twice, and a draft."""
    series = factories.SeriesFactory(
        title="The Gauges",
        slug="the-gauges",
        status="complete",
        introduction='<p>On <b>gauges</b>: <a href="/series/the-gauges/part-2/#introduction">part 2</a>, '
        '<a href="/series/the-gauges/part-4-draft/">the draft</a>, <a href="/topics/water/">water</a>.</p>',
    )
    author = factories.AuthorFactory(
        title="Choe Won-gi",
        family_name="Choe",
        given_name="Won-gi",
        native_name="최원기",
        biography="<p>Teaches.</p>",
    )
    parts = [
        factories.InstallmentFactory(
            parent=series, slug=f"part-{number}", title=f"Gauge {number} & co", bylines=[author],
            first_published_at=datetime(2021, 2, number, 3, tzinfo=UTC),
        )
        for number in (1, 2, 3)
    ]  # fmt: skip
    draft = factories.InstallmentFactory(
        parent=series, title="Gauge 4 SECRET", slug="part-4-draft", live=False, first_published_at=None,
        body=factories.paragraphs("SECRET"),
    )  # fmt: skip
    for number, part, other in zip((1, 2, 3), parts, ("part-2", "part-3", "part-1"), strict=True):
        body = [
            ("heading", {"text": "Introduction", "level": "2"}),
            ("paragraph", claims(number)),
            ("paragraph", links_to(other)),
            ("paragraph", f'<p>And <a linktype="page" id="{draft.pk}">the draft again</a>.</p>'),
        ]
        if number == 2:
            image = factories.ImageFactory(credit="Photo: A. Lead")
            picture = {"image": image.pk, "alternative_text": "Map of gauge 2", "caption": "A map."}
            body += [
                ("image", picture),
                ("paragraph", "<p>A&nbsp;b<br/>c</p>"),
                ("chart", CHART),
                ("table", TABLE),
            ]
        part.body = [{"type": kind, "value": value} for kind, value in body]
        part.save()
        Footnote.objects.create(page=part, uuid=NOTE, text=f"<p>Note {number}-1</p>")
    return series


def frame():
    site = Site.objects.get()
    site.hostname, site.port = "c.example", 443
    site.save()
    return frame_of(site)
