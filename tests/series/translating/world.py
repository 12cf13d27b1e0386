"""A piece with everything that has words in it, and translating it as a translator does, passage by passage."""

import uuid
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from wagtail_footnotes.models import Footnote
from wagtail_localize.models import StringTranslation, Translation

from series.models import Correction, InstallmentPage
from series.translating.starting import begin
from tests.factories import (
    AuthorFactory,
    ImageFactory,
    InstallmentFactory,
    SeriesFactory,
    TopicFactory,
    locale,
)

NOTE = "0d7a1c9e-5a52-4b7e-9d4f-2f6a3d1b8c11"
PARAGRAPH = (
    f'<p>The water <b>rose</b><footnote id="{NOTE}">[0d7a1c]</footnote> in the <span lang="ko">한강</span>, '
    'as <a href="https://example.org/a">they</a> said: 10<sup>9</sup> tons.</p>'
)


@dataclass
class World:
    """An English piece, part 2 of its series, before anything of it is translated."""

    piece: InstallmentPage
    author: object


def build() -> World:
    """The series, a part before, and the piece."""
    series = SeriesFactory(title="Rivers and Rates", planned_parts=3)
    author = AuthorFactory(title="Choe Won-gi", family_name="Choe")
    InstallmentFactory(parent=series, title="The Source")
    piece = InstallmentFactory(
        parent=series,
        title="The Gauge",
        slug="the-gauge",
        standfirst="Who reads it.",
        doi="10.1234/gauge",
        image=ImageFactory(),
        image_alt="A gauge",
        bylines=[author],
        topics=[TopicFactory(name="Rivers")],
        body=[
            (
                "paragraph",
                PARAGRAPH,
            ),
            ("heading", {"text": "The levee", "level": "2"}),
            (
                "table",
                {
                    "caption": "Heights",
                    "table": {
                        "columns": [
                            {"type": "text", "heading": "Year"},
                            {"type": "number", "heading": "Metres"},
                        ],
                        "rows": [{"values": ["<p>Flood</p>", "3.2"]}],
                        "caption": "",
                    },
                },
            ),
        ],
    )
    Footnote.objects.create(page=piece, uuid=uuid.UUID(NOTE), text="<p>By hand.</p>", locale=piece.locale)
    Correction.objects.create(
        page=piece, date=date(2026, 3, 3), text="<p>It rose by day.</p>", locale=piece.locale
    )
    return World(InstallmentPage.objects.get(pk=piece.pk), author)


def begun(page, language="ko"):
    """(the record of the translation that is begun, its page)."""
    translation = begin(page, locale(language))
    return translation, translation.get_target_instance()


def passages(translation: Translation) -> dict[str, str]:
    """What is given to translators, by its path; the ids of rows and blocks left out."""
    rows = translation.source.stringsegment_set.order_by("order").select_related("context", "string")
    return {
        row.context.get_field_path(row.source.as_instance()) + f"#{row.order}": row.string.data
        for row in rows
    }


def translate(translation: Translation, words=lambda text: f"물 {text}", user=None) -> None:
    """Translate every passage."""
    for row in translation.source.stringsegment_set.select_related("context", "string"):
        said = "물가" if row.context.path == "slug" else words(row.string.data)
        StringTranslation.objects.update_or_create(
            translation_of=row.string,
            context=row.context,
            locale=translation.target_locale,
            defaults={"data": said, "last_translated_by": user, "translation_type": "manual"},
        )


def editor(page) -> str:
    """The address at which a page is edited, passage by passage or in its form."""
    return reverse("wagtailadmin_pages:edit", args=[page.pk])
