"""A small site for the API: two series, a translation, a withdrawn piece, somebody of whom nothing is public."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from authors.models import AuthorPage
from series.models import Correction, InstallmentPage, SeriesPage, Topic
from tests.factories import (
    AuthorFactory,
    ImageFactory,
    InstallmentFactory,
    PlannedPartFactory,
    SeriesFactory,
    TopicFactory,
    paragraphs,
    translated,
)

API = "/api/v1"
NOTE = "3b8cdb5b-9a2b-4a5e-8f8a-0c5a2d8d6f5e"


@dataclass
class World:
    """What `build` made."""

    rivers: SeriesPage
    lamps: SeriesPage
    gauge: InstallmentPage
    levee: InstallmentPage
    twin: InstallmentPage
    light: InstallmentPage
    withdrawn: InstallmentPage
    zora: AuthorPage
    hidden: AuthorPage
    water: Topic


def build() -> World:
    """Rivers: The gauge (with everything), The levee; Lamps, whose rights are reserved: Light, Taken back."""
    zora = AuthorFactory(
        title="Choe Won-gi", slug="zora", family_name="Choe", given_name="Won-gi", native_name="최원기",
        orcid="0000-0002-1825-0097", biography="<p>She <b>teaches</b>.</p>",
    )  # fmt: skip
    abel = AuthorFactory(title="Abel Anand", slug="abel")
    desk = AuthorFactory(title="River Desk", slug="desk", kind="organisation", ror="05dxps055")
    hidden = AuthorFactory(title="Mina Hidden", slug="mina")
    water = TopicFactory(name="Water", name_ko="물", slug="water")
    rivers = SeriesFactory(title="Rivers", slug="rivers", planned_parts=3, licence="cc-by-4.0")
    lamps = SeriesFactory(title="Lamps", slug="lamps", form="column")
    gauge = InstallmentFactory(
        parent=rivers,
        title="The gauge",
        slug="gauge",
        subtitle="Who reads it",
        standfirst="A number on a wall.",
        doi="10.1234/gauge",
        disclosure="The author advised a ministry.",
        bylines=[zora, abel],
        topics=[water],
        image=ImageFactory(description="A levee", credit="Photo: L. Marsh"),
        body=[
            *paragraphs(f'The water rose.<footnote id="{NOTE}">x</footnote> <a href="/about/">About</a>'),
            ("image", {"image": ImageFactory(licence="cc-by-4.0", description="A dam"), "caption": "A dam."}),
        ],
        first_published_at=datetime(2021, 3, 1, 15, 30, tzinfo=UTC),
    )
    gauge.footnotes.model.objects.create(
        page=gauge.page_ptr, uuid=NOTE, text="<p>Its source.</p>", locale=gauge.locale
    )
    Correction.objects.create(page=gauge, date=date(2021, 3, 3), text="<p>It was 3.</p>", locale=gauge.locale)
    levee = InstallmentFactory(
        parent=rivers,
        title='=HYPERLINK("levee")',
        slug="levee",
        bylines=[abel, desk],
        first_published_at=datetime(2022, 5, 1, tzinfo=UTC),
    )
    light = InstallmentFactory(
        parent=lamps, title="Light", slug="light", bylines=[abel], body=paragraphs("A reserved sentence."),
        first_published_at=datetime(2023, 1, 1, tzinfo=UTC),
    )  # fmt: skip
    withdrawn = InstallmentFactory(
        parent=lamps,
        title="Taken back",
        slug="taken-back",
        body=paragraphs("An invented sentence."),
        first_published_at=datetime(2020, 1, 1, tzinfo=UTC),
    )
    row = {"kind": "withdrawal", "date": date(2026, 3, 3), "text": "<p>It was invented.</p>"}
    withdrawn.corrections = [Correction(locale=withdrawn.locale, **row)]
    withdrawn.save()
    closed = InstallmentFactory(parent=rivers, title="A draft", slug="draft", bylines=[hidden], live=False)
    assert closed.part_number == 3
    PlannedPartFactory(series=rivers, part_number=3, working_title="The delta", author_name="Nobody yet")
    twin = translated(gauge, title="수위계")
    return World(rivers, lamps, gauge, levee, twin, light, withdrawn, zora, hidden, water)


def ask(client, address: str, status: int = 200) -> dict:
    """The JSON that the API answers."""
    response = client.get(f"{API}/{address}")
    assert response.status_code == status, (address, response.status_code, response.content[:300])
    return response.json()


def titles(client, query: str) -> list[str]:
    """The titles of the pieces that a query leaves, in their order."""
    return [item["title"] for item in ask(client, f"pieces?{query}")["items"]]


def known_ids(world: World) -> dict[str, int]:
    """An id that is there for each operation of the API that asks for one."""
    return {
        "get_piece": world.gauge.pk,
        "get_series": world.rivers.pk,
        "get_author": world.zora.pk,
        "get_topic": world.water.pk,
    }
