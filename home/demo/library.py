"""What the demo's pieces point at: pictures, authors and topics, each made once and found again by its name."""

from datetime import datetime
from pathlib import PurePath

from django.core.files.images import ImageFile
from django.utils import timezone
from wagtail.models import Locale, Page, Revision

from authors.models import AuthorIndexPage, AuthorPage
from home.demo import files
from publication.models import CreditedImage
from series.followers.mailing.announcing import imported
from series.models import AlternativeName, Topic
from series.models.dated import date_rows_of

KOREAN = "ko"


class Library:
    """The makings of one run of loading."""

    def __init__(self):
        self.now = timezone.now()
        self.korean = Locale.objects.get(language_code=KOREAN)
        self.images: dict[str, CreditedImage] = {}
        self.authors: dict[str, AuthorPage] = {}
        self.topics: dict[str, Topic] = {}

    def add_author(self, entry: dict) -> None:
        """An author's page in English and, under the Korean names, in Korean."""
        page = AuthorPage(
            title=entry["display_name"],
            slug=entry["slug"],
            kind=entry["kind"],
            family_name=entry.get("family_name", ""),
            given_name=entry.get("given_name", ""),
            native_name=entry.get("native_name", ""),
            native_language=entry.get("native_lang", ""),
            position=entry.get("position", ""),
            organisation=entry.get("organisation", ""),
            biography=f"<p>{entry['bio']}</p>",
            photo=self.image(entry.get("photo")),
            live=False,
        )
        AuthorIndexPage.objects.get(locale__language_code="en").add_child(instance=page)
        self.authors[entry["slug"]] = publish(page, self.now)
        korean = page.copy_for_translation(self.korean)
        korean.title = korean.draft_title = entry["display_name_ko"]
        korean.latin_name = entry["display_name"]
        korean.native_name = korean.native_language = ""
        if entry.get("native_name") and entry["kind"] == AuthorPage.Kind.PERSON:
            korean.family_name, korean.given_name = entry["native_name"][:1], entry["native_name"][1:]
        korean.position = entry.get("position_ko", "")
        korean.organisation = entry.get("organisation_ko", "")
        korean.biography = f"<p>{entry['bio_ko']}</p>"
        publish(korean, self.now)

    def add_topic(self, entry: dict) -> None:
        """A topic with all its names; a broader topic stands earlier in the file or is found by now."""
        topic = Topic(
            slug=entry["slug"],
            name=entry["name"],
            name_ko=entry["name_ko"],
            description=entry["description"],
            description_ko=entry["description_ko"],
            broader=self.topics.get(entry["broader"]),
        )
        topic.alternative_names = [
            AlternativeName(name=name, sort_order=place)
            for place, name in enumerate(entry["alternative_names"])
        ]
        topic.full_clean()
        topic.save()
        self.topics[entry["slug"]] = topic

    def image(self, entry: dict | None) -> CreditedImage | None:
        """The image of an entry; one row for each file and language of its credit, however often it is placed."""
        if entry is None:
            return None
        name, credit = entry["file"], entry.get("credit", "Drawing: Series Editors")
        if (name, credit) not in self.images:
            path = files.FOLDER / name
            with path.open("rb") as stream:
                self.images[name, credit] = CreditedImage.objects.create(
                    title=PurePath(name).stem.capitalize(),
                    file=ImageFile(stream, name=path.name),
                    description=entry.get("alt", ""),
                    credit=credit,
                    licence="cc-by-4.0",
                )
        return self.images[name, credit]

    def in_korean(self, author: AuthorPage) -> AuthorPage:
        """The Korean page of an author."""
        return AuthorPage.objects.get(translation_key=author.translation_key, locale=self.korean)


def publish(page, moment: datetime):
    """Publish through a revision, as an editor would, and date everything to the moment."""
    page.first_published_at = moment
    revision = page.save_revision(clean=False)
    with imported():
        revision.publish()
    Revision.objects.filter(pk=revision.pk).update(created_at=moment)
    Page.objects.filter(pk=page.pk).update(
        first_published_at=moment, last_published_at=moment, latest_revision_created_at=moment
    )
    date_rows_of(page.pk)
    return type(page).objects.get(pk=page.pk)
