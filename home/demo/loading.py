"""Puts the demonstration into an empty site, all of it or nothing, and never twice."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from wagtail.models import Site
from wagtail_footnotes.models import Footnote

from authors.models import AuthorPage
from home.demo import files
from home.demo.bodies import Body
from home.demo.library import KOREAN, Library, publish
from home.models import HomePage, StandingPage
from home.sections.arrangement import usual_arrangement
from publication.models import Masthead
from series.models import (
    Byline,
    Correction,
    InstallmentPage,
    InstallmentTopic,
    PlannedPart,
    SeriesEditor,
    SeriesIndexPage,
    SeriesPage,
)


def is_loaded() -> bool:
    """Is the demo's first series there, in whatever state an editor has left it?"""
    return SeriesPage.objects.filter(slug=files.SERIES_FOLDERS[0]).exists()


@transaction.atomic
def load() -> None:
    """Load everything into the tree that the migrations made."""
    Demo().load()


class Demo:
    """One run of loading: what was made so far, so that later things can point at it."""

    def __init__(self):
        self.library = Library()
        self.series: dict[str, SeriesPage] = {}
        self.parts: dict[str, InstallmentPage] = {}

    def load(self) -> None:
        """Masthead and standing pages, people, topics, then each series with its parts."""
        site = files.read("site.toml")
        self.write_masthead(site)
        for entry in files.read("authors.toml")["authors"]:
            self.library.add_author(entry)
        for entry in files.read("topics.toml")["topics"]:
            self.library.add_topic(entry)
        told = []
        for folder in files.SERIES_FOLDERS:
            self.add_series(files.read(folder, "series.toml"))
            told += [
                (piece, self.add_part(piece, files.read(folder, "series.toml")))
                for piece in files.pieces(folder)
            ]
        for piece, page in told:  # links lead to later parts too, so texts come when all pages stand
            self.write(piece, page)
        first = files.SERIES_FOLDERS[0]
        self.translate_series(files.read(first, "series.ko.toml"))
        for piece in files.pieces(first, language=KOREAN):
            self.write(piece, self.translate_part(piece))
        for entry in site["pages"]:
            self.add_standing_page(entry)
        for home in HomePage.objects.all():
            series = SeriesPage.objects.filter(slug=first, locale=home.locale).first()
            home.sections = usual_arrangement(series.pk)
            publish(home, self.library.now)

    def write_masthead(self, site: dict) -> None:
        """The words on every page."""
        masthead = Masthead.for_site(Site.objects.get(is_default_site=True))
        for name in ("name", "name_ko", "about", "about_ko", "footer_note", "footer_note_ko"):
            setattr(masthead, name, site[name])
        masthead.save()

    def add_series(self, entry: dict) -> None:
        """A series with its editors and planned parts; expected dates are counted from today."""
        page = SeriesPage(
            slug=entry["slug"],
            title=entry["title"],
            subtitle=entry["subtitle"],
            standfirst=entry["standfirst"],
            introduction=_paragraphs(entry["introduction"]),
            image=self.library.image(entry.get("image")),
            cloth=entry["cloth"],
            status=entry["status"],
            form=SeriesPage.Form.NUMBERED if entry["numbered"] else SeriesPage.Form.COLUMN,
            planned_parts=entry.get("planned_parts"),
            rhythm_days=entry.get("rhythm_days"),
            rhythm_hour=time(entry["rhythm_hour"]) if "rhythm_hour" in entry else None,
            citation_kind=entry["citation_kind"],
            licence=entry["licence"],
            live=False,
        )
        SeriesIndexPage.objects.get(locale__language_code="en").add_child(instance=page)
        page.editors = [
            SeriesEditor(author=self.library.authors[slug], sort_order=place)
            for place, slug in enumerate(entry["editors"])
        ]
        self.series[entry["slug"]] = publish(page, self.library.now)
        today = timezone.localdate(self.library.now, ZoneInfo(settings.TIME_ZONE))
        for plan in entry.get("planned", []):
            planned = PlannedPart.objects.create(
                series=page,
                part_number=plan["part"],
                working_title=plan["title"],
                working_title_ko=plan["title_ko"],
                standfirst=plan["brief"],
                author=self.library.authors.get(plan["author"]),
                expected_on=today + timedelta(days=plan["expected_in_days"]),
                announced=plan["announced"],
                state=PlannedPart.State.PROMISED,
            )
            planned.topics.set(self.library.topics[slug] for slug in plan["topics"])

    def add_part(self, piece: dict, series: dict) -> InstallmentPage:
        """A part without its text yet, so that others can link to it."""
        page = InstallmentPage(
            title=piece["title"], slug=piece["slug"], standfirst=piece["standfirst"], live=False
        )
        self.series[series["slug"]].add_child(instance=page)
        self.parts[f"{series['slug']}/{piece['slug']}"] = page
        if "part" in piece:
            self.parts[f"{series['slug']}/{piece['part']}"] = page
        return page

    def translate_series(self, entry: dict) -> None:
        """A series in Korean."""
        page = self.series[entry["translation_of"]].copy_for_translation(self.library.korean)
        page.title = page.draft_title = entry["title"]
        page.standfirst = entry["standfirst"]
        page.introduction = _paragraphs(entry["introduction"])
        page.image = self.library.image(entry["image"])
        page.editors = [
            SeriesEditor(author=self.library.in_korean(row.author), sort_order=row.sort_order)
            for row in page.editors.all()
        ]
        publish(page, self.library.now)

    def translate_part(self, piece: dict) -> InstallmentPage:
        """A part in Korean, without its text yet."""
        source = InstallmentPage.objects.get(pk=self.parts[piece["translation_of"]].pk)
        page = source.copy_for_translation(self.library.korean)
        page.title = page.draft_title = piece["title"]
        page.slug = piece["slug"]
        return page

    def write(self, piece: dict, page: InstallmentPage) -> None:
        """Text, credits, topics and picture of a part; then it is published on its day."""
        body = Body(
            piece, lambda reference: self.parts[reference], lambda name: self.library.image({"file": name})
        )
        picture = piece.get("image")
        page.title = piece["title"]
        page.subtitle = piece.get("subtitle", "")
        page.standfirst = piece["standfirst"]
        page.editors_note = f"<p>{piece['editors_note']}</p>" if "editors_note" in piece else ""
        page.disclosure = piece.get("disclosure", "")
        page.body = body.as_json()
        page.image = self.library.image(picture)
        page.image_alt, page.image_caption = (picture["alt"], picture["caption"]) if picture else ("", "")
        page.bylines = [
            Byline(
                author=self.byline_author(row["author"], page),
                role=row["role"],
                locale=page.locale,
                sort_order=place,
            )
            for place, row in enumerate(piece["bylines"])
        ]
        page.topic_rows = [
            InstallmentTopic(topic=self.library.topics[slug], sort_order=place)
            for place, slug in enumerate(piece["topics"])
        ]
        page.footnotes = [
            Footnote(uuid=key, text=text, locale=page.locale, sort_order=place)
            for place, (key, text) in enumerate(body.footnotes())
        ]
        page.corrections = [
            Correction(date=row["date"], kind=row["kind"], text=f"<p>{row['text']}</p>", locale=page.locale)
            for row in piece.get("corrections", [])
        ]
        for row in page.bylines.all():
            row.freeze()
        publish(page, self.day_of(piece))

    def add_standing_page(self, entry: dict) -> None:
        """About, policies: linked from the foot of every page; a Korean one is a translation of its twin."""
        body = Body(
            entry, lambda reference: self.parts[reference], lambda name: self.library.image({"file": name})
        )
        if entry["lang"] == KOREAN:
            page = StandingPage.objects.get(slug=entry["slug"]).copy_for_translation(self.library.korean)
            page.title = page.draft_title = entry["title"]
        else:
            page = StandingPage(title=entry["title"], slug=entry["slug"], live=False)
            HomePage.objects.get(locale__language_code="en").add_child(instance=page)
        page.show_in_menus = True
        page.standfirst = entry["standfirst"]
        page.body = body.as_json()
        publish(page, self.library.now)

    def byline_author(self, slug: str, page: InstallmentPage) -> AuthorPage:
        """The author's page in the language of the piece."""
        author = self.library.authors[slug]
        return self.library.in_korean(author) if page.locale_id == self.library.korean.pk else author

    def day_of(self, piece: dict) -> datetime:
        """When a piece appeared: on a date, or so many days ago at ten in the morning of the editorial zone."""
        if "published" in piece:
            return piece["published"]
        day = timezone.localdate(self.library.now, ZoneInfo(settings.TIME_ZONE)) - timedelta(
            days=piece["published_days_ago"]
        )
        return datetime.combine(day, time(10), ZoneInfo(settings.TIME_ZONE))


def _paragraphs(texts: list[str]) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)
