"""How a deed is asked for: addresses in a given world, and what their forms send."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Site

from authors.invitations.inviting import invite
from publication.models import Job, MissedAddress
from publication.private_files import private_storage
from series.clearance.requests import Recipient, make_request
from series.desk.calendar.moving import find
from series.desk.calendar.scope import Scope
from series.desk.order import numbers_of, places_of
from series.desk.slip import preview
from series.editions.archive.job import KIND, stored_name
from series.models import InstallmentPage, Mailing, MailSettings, ManuscriptUpload, PlannedPart, SeriesPage
from series.translating.starting import begin
from tests import factories
from tests.roles.world import CONTRIBUTOR, EDITOR, MANAGING, World, form_of
from tests.series.translating.world import translate

EVERYBODY = (CONTRIBUTOR, EDITOR, MANAGING)
STAFF = (EDITOR, MANAGING)
ONLY_MANAGING = (MANAGING,)
NOBODY = ()


@dataclass(frozen=True)
class Deed:
    """One line: what it is called, for whom it works, where it goes and what it sends (None: a GET)."""

    name: str
    may: tuple[str, ...]
    address: Callable[[World], str]
    data: Callable | None = None
    leaves_a_trace: bool = True  # a preview that works changes nothing that lasts
    # Who may not may still save the form: the fields that are closed to them stay, and only the log has a new line.
    is_part_of_a_form: bool = False

    def __str__(self):
        return self.name


def page(view, which, *more, **query):
    """The address of a page view for the page that `which` names in the world."""

    def address(world):
        arguments = [getattr(world, which).pk, *(more_of(world, item) for item in more)]
        return reverse(f"wagtailadmin_pages:{view}", args=arguments)

    return address


def more_of(world, item):
    return item(world) if callable(item) else item


def name(view, *which):
    """The address of any other view, with the ids of what `which` names."""
    return lambda world: reverse(view, args=[more_of(world, w) for w in which])


def add(app, model, parent):
    """The address of the form that makes a page below `parent`."""
    return lambda world: reverse("wagtailadmin_pages:add", args=[app, model, parent(world).pk])


def bulk(action, *which):
    """The address of a bulk action on pages."""
    return lambda world: (
        reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
        + "?"
        + "&".join(f"id={getattr(world, name).pk}" for name in which)
    )


def sends(**values):
    """Plain values."""
    return lambda client, world: {key: more_of(world, value) for key, value in values.items()}


def fills(which, **changes):
    """The form of a page, filled in and changed. `which` names a page of the world, or is (model, its parent)."""

    def data(client, world):
        if isinstance(which, str):
            page = getattr(world, which)
            return form_of(page, page.get_parent(), **changes)
        model, parent = which
        return form_of(model(), parent(world), **changes)

    return data


def missed():
    """An address that somebody asked for in vain."""
    return MissedAddress.objects.get_or_create(
        site=Site.objects.get(), path="/nowhere", defaults={"last_at": timezone.now()}
    )[0]


def copies(which, **changes):
    """What the copy form of a page sends."""

    def data(client, world):
        page = getattr(world, which)
        return {
            "new_title": "A copy",
            "new_slug": "a-copy",
            "new_parent_page": page.get_parent().pk,
            **changes,
        }

    return data


def series_list(world):
    return world.series.get_parent()


def author_list(world):
    return world.own_author.get_parent()


def korean(world):
    """The id of the other language."""
    return factories.locale("ko").pk


def being_translated(view, which):
    """The address of a view of the translation of a page, every passage of which is written; by the id that it wants."""

    def address(world):
        translation = begin(getattr(world, which), factories.locale("ko"), world.superuser)
        translate(translation)
        wanted = {
            "wagtailadmin_pages:edit": lambda: translation.get_target_instance().pk,
            "wagtail_localize:convert_to_alias": lambda: translation.get_target_instance().pk,
            "wagtail_localize:update_translations": lambda: translation.source.pk,
        }
        return reverse(view, args=[wanted.get(view, lambda: translation.pk)()])

    return address


def home(world):
    return world.series.get_parent().get_parent()


def arranges(**changes):
    """The form of the front page with one section in it, a lead."""
    lead = {"type": "lead", "order": "0", "deleted": "", "id": "", "value-title": "Our choice"}
    sections = {"sections-count": "1"} | {f"sections-0-{name}": value for name, value in lead.items()}

    def data(client, world):
        front = home(world).specific
        chosen = {"sections-0-value-chosen": str(world.live.pk)}
        return form_of(front, front.get_parent(), **sections, **chosen, **changes)

    return data


def decide(action):
    """The address that decides the review of the actor's own piece."""
    return lambda world: reverse(
        "wagtailadmin_pages:workflow_action",
        args=[world.in_review.pk, action, world.in_review.current_workflow_task_state.pk],
    )


def masthead(world):
    site = Site.objects.get(is_default_site=True)
    return reverse("wagtailsettings:edit", args=["publication", "masthead", site.pk])


def checklist_settings(world):
    from series.models import ChecklistSettings

    pk = ChecklistSettings.load().pk
    return reverse("wagtailsettings:edit", args=["series", "checklistsettings", pk])


def mail_settings(world):
    return reverse("wagtailsettings:edit", args=["series", "mailsettings", MailSettings.load().pk])


def mails(action):
    """A button at the mailing of the live part."""
    return lambda client, world: {"action": f"{action}:{Mailing.objects.get(page=world.live).pk}"}


def tomorrow():
    return (timezone.now() + timedelta(days=1)).strftime("%Y-%m-%d %H:%M")


def numbers_shown(world):
    """What the desk of the series puts into its form: the numbers that it shows."""
    return json.dumps(numbers_of(places_of(world.series)))


def selection(client, world):
    """What the dry run of a selection sends on: two drafts to be published at once, or at a time to come."""
    return {"plan": json.dumps([[world.own.pk, None], [world.theirs.pk, None]])}


def scheduled_selection(client, world):
    moment = (timezone.now() + timedelta(days=1)).isoformat()
    return {"plan": json.dumps([[world.own.pk, moment], [world.theirs.pk, moment]])}


def expected(world):
    """The row of the planned part, which is given a day."""
    PlannedPart.objects.filter(pk=world.planned.pk).update(
        expected_on=timezone.localdate() + timedelta(days=3)
    )
    return f"planned-{world.planned.pk}"


def scheduled(world):
    """The row of the actor's own draft, which is scheduled."""
    if not world.own.scheduled_revision:
        factories.draft_of(world.own, go_live_at=timezone.now() + timedelta(days=3)).publish()
        world.own = InstallmentPage.objects.get(pk=world.own.pk)
    return f"part-{world.own.pk}"


def slips(row):
    """What the preview of a moved date sends on."""

    def data(client, world):
        day = timezone.localdate() + timedelta(days=5)
        shifts = preview(world.series, row(world), day, world.actor)
        return {"day": day.isoformat(), "marks": json.dumps([shift.mark for shift in shifts])}

    return data


# Work that failed and may be begun again.
REFUSED_WORK = {"path": "tests.publication.background.works.refuse", "state": Job.State.FAILED}


def job(view, whose, **facts):
    """The address of a view of work in the background, which waits; `whose` names who started it."""

    def address(world):
        started_by = getattr(world, whose)
        work = Job.objects.create(
            **{"kind": "w", "path": "w", "label": "Work", "language": "en", "time_zone": "UTC"} | facts,
            started_by=started_by,
        )
        return reverse(view, args=[work.pk])

    return address


def closed_series(world):
    """The id of the series, which is closed."""
    SeriesPage.objects.filter(pk=world.series.pk).update(status="complete")
    return world.series.pk


def archived(world):
    """The id of the work that has archived the series for somebody else."""
    work = Job.objects.create(
        kind=KIND, path="w", label="Archive", language="en", time_zone="UTC", state=Job.State.DONE,
        started_by=world.other, about=world.series, result={"name": "rivers.zip", "size": 4},
    )  # fmt: skip
    private_storage().save(stored_name(work.pk), ContentFile(b"file"))
    return work.pk


def names_request(action, which):
    """What a button beside a link that was sent says: revoke it, or send another."""

    def data(client, world):
        request, _token = make_request(
            getattr(world, which), Recipient("Zora", "zora@example.org", "en", 14), world.other
        )
        return {"action": f"{action}:{request.pk}"}

    return data


def invites(role):
    """What the form of an invitation to a role sends."""
    return sends(
        action="invite",
        email="new@example.org",
        language="en",
        role=lambda world: Group.objects.get(name=role).pk,
    )


def names_invitation(action):
    """What a button beside an invitation says."""

    def data(client, world):
        made, _address = invite(
            "asked@example.org", Group.objects.get(name="Contributors"), "en", world.superuser
        )
        return {"action": f"{action}:{made.pk}"}

    return data


CLEARANCE_LETTER = {"name": "Zora", "email": "zora@example.org", "language": "en", "days": "14"}


def drops(key):
    """The address and the data of an entry of the calendar that is dropped on another day, as its actor saw it."""

    def data(client, world):
        entry = find(key(world), Scope(world.actor)) or find(key(world), Scope(world.superuser))
        day = timezone.localdate() + timedelta(days=8)
        return {"dropped": day.isoformat(), "shown": entry.token}

    return name("series_calendar_move", key), data


def upload(view, which):
    """The address of a view of a manuscript of the world."""
    return name(view, lambda world: getattr(world, which).pk)


def sheet(column):
    """A spreadsheet of one row."""
    return lambda client, world: {"file": SimpleUploadedFile("new.csv", f"{column}\nA new one\n".encode())}


def brings(client, world):
    """A file that somebody brings."""
    return {"files": SimpleUploadedFile("new.txt", b"A new gauge\n\nThe water rose in the night.\n")}


def accepts(client, world):
    """What the review of a manuscript without a byline sends."""
    rows = {"byline-TOTAL_FORMS": "0", "byline-INITIAL_FORMS": "0"}
    return rows | {"title": "A gauge", "place": "next", "language": "en"}


def reads_again(client, world):
    """Nothing; the manuscript could not be read before."""
    ManuscriptUpload.objects.filter(pk=world.own_upload.pk).update(state="refused")
    return {}


EDIT_OWN, EDIT_THEIRS, EDIT_LIVE = (page("edit", which) for which in ("own", "theirs", "live"))
EDIT_SERIES, EDIT_OWN_AUTHOR, EDIT_OTHER_AUTHOR = (
    page("edit", which) for which in ("series", "own_author", "other_author")
)
MERGE_TOPIC = name("series_merge_topic", lambda w: w.topic.pk)
MERGE_AUTHOR = name("series_merge_author", lambda w: w.other_author.pk)
NO_OTHER_NAMES = {"alternative_names-TOTAL_FORMS": "0", "alternative_names-INITIAL_FORMS": "0"}
NEW_PART = (InstallmentPage, lambda world: world.series)
GAUGE = {"title": "A new gauge", "slug": "a-new-gauge", "standfirst": "S."}
ADD_PART = add("series", "installmentpage", lambda world: world.series)
ADD_SERIES = add("series", "seriespage", series_list)
ADD_AUTHOR = add("authors", "authorpage", author_list)
EDIT_HOME = name("wagtailadmin_pages:edit", lambda world: home(world).pk)
ADD_STANDING = add("home", "standingpage", home)
ADD_HOME = add("home", "homepage", lambda world: home(world).get_parent())
