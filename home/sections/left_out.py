"""What editors chose for a front page and readers do not see there, with the reason of each."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from wagtail.models import Page, Site

from authors.models import AuthorPage
from authors.reading import listed_authors
from home.sections.arrangement import Asked, read_arrangement
from home.sections.blocks import FrontPageSections
from publication.frame import frame_of
from publication.visibility import restrictions_above
from series.models import InstallmentPage, SeriesPage, Topic
from series.reading.topics import topics_of_all

MODELS = {
    "lead": InstallmentPage,
    "shelf": SeriesPage,
    "parts": SeriesPage,
    "series": SeriesPage,
    "topics": Topic,
    "authors": AuthorPage,
}


@dataclass(frozen=True)
class LeftOut:
    """A choice that is left out: the name of its section, its own, and why."""

    section: str
    name: str
    reason: str


def left_out(home) -> list[LeftOut]:
    """The choices in a home page's sections, as they stand in the form, that its readers do not see; in order."""
    arrangement = [asked for asked in read_arrangement(home.sections.raw_data) if asked.chosen]
    things = {model: _things(model, arrangement) for model in set(MODELS.values())}
    listed = _Listed(arrangement)
    leads: set[int] = set()
    found = []
    for asked in arrangement:
        for pk in asked.chosen:
            thing = things[MODELS[asked.kind]].get(pk)
            reason = _reason(thing, home, listed)
            if asked.kind == "lead" and not reason:
                reason = _("it is the lead of another section already") if pk in leads else ""
                leads.add(pk)
            if reason:
                found.append(LeftOut(_section_name(asked), _name(thing), reason))
    return found


class _Listed:
    """Topics and authors that have a public piece. Asked for only where some are chosen."""

    def __init__(self, arrangement: Iterable[Asked]):
        kinds = {asked.kind for asked in arrangement}
        self.topics = {pk for pk, _topic in topics_of_all()} if "topics" in kinds else set()
        self.authors = set()
        if "authors" in kinds:
            frame = frame_of(Site.objects.get(is_default_site=True))
            cards = listed_authors(frame, announced=False)
            self.authors = {pk for card in cards for pk in card.profiles}


def _things(model, arrangement: Iterable[Asked]) -> dict:
    wanted = {pk for asked in arrangement if MODELS[asked.kind] is model for pk in asked.chosen}
    return model.objects.in_bulk(wanted)


def _section_name(asked: Asked) -> str:
    label = str(FrontPageSections.base_blocks[asked.kind].label)
    return _("%(section)s, “%(title)s”") % {"section": label, "title": asked.title} if asked.title else label


def _name(thing) -> str:
    if thing is None:
        return _("Something that was deleted")
    return thing.get_admin_display_title() if isinstance(thing, Page) else str(thing)


def _reason(thing, home, listed: _Listed) -> str:
    """Why readers do not see a thing on a front page; empty where they do."""
    if thing is None:
        return _("it is not there any more")
    if getattr(thing, "merged_into_id", None):
        return _("it was merged into “%(heir)s”: choose that one") % {"heir": thing.merged_into}
    if isinstance(thing, Topic):
        return "" if thing.pk in listed.topics else _("no piece under it is public")
    closed = _closed(thing)
    if closed:
        return closed
    if isinstance(thing, AuthorPage):
        return "" if thing.pk in listed.authors else _("no piece by them is public")
    if not thing.url_path.startswith(home.url_path):
        return _("it is not in the language of this front page")
    if thing.alias_of_id:
        return _("it is an alias: choose the page that it is an alias of")
    if getattr(thing, "is_withdrawn", False):
        return _("it was withdrawn")
    return ""


def _closed(page: Page) -> str:
    """Why readers do not see a page at all; empty where they do."""
    if type(page).objects.visible().filter(pk=page.pk).exists():
        return ""
    if page.expired:
        return _("it has expired")
    if not page.live:
        if page.approved_schedule:
            return _("it is scheduled and not published yet")
        return pgettext("reason why readers do not see a page", "it is a draft")
    if restrictions_above(page).exists():
        return _("it is private")
    return _("readers cannot see it, or a page above it")
