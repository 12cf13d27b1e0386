"""Who may do what, as requests. A new view joins with one line of DEEDS.

Each deed names a request and the roles for which it works: a deed that works changes something (or, for a GET, shows
the page); for everybody else it is refused with 403 or a redirect with a message, and nothing at all has changed.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Site

from authors.models import AuthorPage
from home.models import StandingPage
from publication.models import Job, MissedAddress
from series.clearance.requests import Recipient, make_request
from series.desk.calendar.moving import find
from series.desk.calendar.scope import Scope
from series.desk.order import numbers_of, places_of
from series.desk.slip import preview
from series.models import InstallmentPage, ManuscriptUpload, PlannedPart, SeriesPage
from tests import factories
from tests.roles.world import CONTRIBUTOR, EDITOR, MANAGING, World, form_of

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


def home(world):
    return world.series.get_parent().get_parent()


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


def job(view, whose):
    """The address of a view of work in the background, which waits; `whose` names who started it."""

    def address(world):
        started_by = getattr(world, whose)
        work = Job.objects.create(
            kind="w", path="w", label="Work", started_by=started_by, language="en", time_zone="UTC"
        )
        return reverse(view, args=[work.pk])

    return address


def names_request(action, which):
    """What a button beside a link that was sent says: revoke it, or send another."""

    def data(client, world):
        request, _token = make_request(
            getattr(world, which), Recipient("Zora", "zora@example.org", "en", 14), world.other
        )
        return {"action": f"{action}:{request.pk}"}

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
ADD_STANDING = add("home", "standingpage", home)
ADD_HOME = add("home", "homepage", lambda world: home(world).get_parent())

DEEDS = [
    # What a contributor is there for.
    Deed("add a part", EVERYBODY, ADD_PART, fills(NEW_PART, **GAUGE)),
    Deed("edit an own draft", EVERYBODY, EDIT_OWN, fills("own", title="My other gauge")),
    Deed("submit an own draft", EVERYBODY, EDIT_OWN, fills("own", **{"action-submit": "1"})),
    Deed("see an own draft", EVERYBODY, EDIT_OWN),
    Deed("copy an own draft", EVERYBODY, page("copy", "own"), copies("own")),
    Deed("delete an own draft", EVERYBODY, page("delete", "own"), sends()),
    Deed("edit the own author page", EVERYBODY, EDIT_OWN_AUTHOR, fills("own_author", position="Poet")),
    # Publishing, in all the ways there are.
    Deed("publish an own draft", ONLY_MANAGING, EDIT_OWN, fills("own", **{"action-publish": "1"})),
    Deed(
        "publish an own draft tomorrow",
        ONLY_MANAGING,
        EDIT_OWN,
        fills("own", go_live_at=tomorrow(), **{"action-publish": "1"}),
    ),
    Deed("publish somebody's draft", ONLY_MANAGING, EDIT_THEIRS, fills("theirs", **{"action-publish": "1"})),
    Deed(
        "add and publish a part",
        ONLY_MANAGING,
        ADD_PART,
        fills(NEW_PART, **GAUGE, **{"action-publish": "1"}),
    ),
    Deed("publish in bulk", ONLY_MANAGING, bulk("publish", "own", "theirs"), sends(include_descendants="on")),
    Deed("unpublish", ONLY_MANAGING, page("unpublish", "live"), sends()),
    Deed("unpublish in bulk", ONLY_MANAGING, bulk("unpublish", "live"), sends()),
    Deed(
        "publish the own author page",
        ONLY_MANAGING,
        EDIT_OWN_AUTHOR,
        fills("own_author", **{"action-publish": "1"}),
    ),
    Deed("copy a live part and publish the copy", ONLY_MANAGING, page("copy", "live"), copies("live", publish_copies="on")),
    Deed("copy an own draft and publish it", ONLY_MANAGING, page("copy", "own"), copies("own", publish_copies="on")),
    Deed("make an alias of a live part", ONLY_MANAGING, page("copy", "live"), copies("live", alias="on")),
    Deed(
        "restrict a part to a password",
        ONLY_MANAGING,
        page("set_privacy", "live"),
        sends(restriction_type="password", password="x"),
    ),
    Deed("lock a part", ONLY_MANAGING, page("lock", "theirs"), sends()),
    Deed("approve an own piece", ONLY_MANAGING, decide("approve"), sends()),
    Deed(
        "approve an own piece from its form",
        ONLY_MANAGING,
        page("edit", "in_review"),
        fills("in_review", **{"action-workflow-action": "1", "workflow-action-name": "approve"}),
    ),
    Deed("edit an own piece while it is in review", ONLY_MANAGING, page("edit", "in_review"), fills("in_review", title="New")),
    # Other people's work.
    Deed("see somebody's draft", STAFF, EDIT_THEIRS),
    Deed("read somebody's draft", STAFF, page("view_draft", "theirs")),
    Deed(
        "preview a forged version of somebody's draft",
        STAFF,
        page("preview_on_edit", "theirs"),
        fills("theirs"),
        leaves_a_trace=False,
    ),
    Deed("see what of an own draft a Word file cannot hold", EVERYBODY, name("series_word", lambda w: w.own.pk)),
    Deed("see what of somebody's draft a Word file cannot hold", STAFF, name("series_word", lambda w: w.theirs.pk)),
    Deed("download an own draft as Word", EVERYBODY, name("series_word_file", lambda w: w.own.pk)),
    Deed("download somebody's draft as Word", STAFF, name("series_word_file", lambda w: w.theirs.pk)),
    Deed("see the history of somebody's draft", STAFF, page("history", "theirs")),
    Deed("edit somebody's draft", STAFF, EDIT_THEIRS, fills("theirs", title="Forged")),
    Deed("edit a live part", STAFF, EDIT_LIVE, fills("live", title="Forged")),
    Deed("copy somebody's draft", STAFF, page("copy", "theirs"), copies("theirs")),
    Deed("delete somebody's draft", STAFF, page("delete", "theirs"), sends()),
    Deed("delete a live part", ONLY_MANAGING, page("delete", "live"), sends()),
    Deed("delete in bulk", ONLY_MANAGING, bulk("delete", "live"), sends()),
    Deed("move a part in the tree", ONLY_MANAGING, name("wagtailadmin_pages:set_page_position", lambda w: w.live.pk), sends()),
    Deed(
        "move an own draft to another series",
        EVERYBODY,
        name("wagtailadmin_pages:move_confirm", lambda w: w.own.pk, lambda w: w.other_series.pk),
        sends(),
    ),
    Deed(
        "move somebody's draft to another series",
        STAFF,
        name("wagtailadmin_pages:move_confirm", lambda w: w.theirs.pk, lambda w: w.other_series.pk),
        sends(),
    ),
    Deed(
        "move a series below another",
        NOBODY,
        name("wagtailadmin_pages:move_confirm", lambda w: w.series.pk, lambda w: w.other_series.pk),
        sends(),
    ),
    Deed(
        "move a part below the list of authors",
        NOBODY,
        name("wagtailadmin_pages:move_confirm", lambda w: w.own.pk, lambda w: author_list(w).pk),
        sends(),
    ),
    Deed(
        "copy a part below the list of series",
        NOBODY,
        page("copy", "own"),
        lambda client, world: copies("own", new_parent_page=series_list(world).pk)(client, world),
    ),
    Deed("change an own part's number", STAFF, name("series_part_number", lambda w: w.own.pk), sends(number="7")),
    Deed("change somebody's part number", STAFF, name("series_part_number", lambda w: w.live.pk), sends(number="7")),
    # Clearance by outside authors: who may edit a piece may send it.
    Deed("see the clearance of an own draft", EVERYBODY, name("series_clearance", lambda w: w.own.pk)),
    Deed("see the clearance of somebody's draft", STAFF, name("series_clearance", lambda w: w.theirs.pk)),
    Deed(
        "send an own draft to its author",
        EVERYBODY,
        name("series_clearance", lambda w: w.own.pk),
        sends(**CLEARANCE_LETTER),
    ),
    Deed(
        "send somebody's draft to its author",
        STAFF,
        name("series_clearance", lambda w: w.theirs.pk),
        sends(**CLEARANCE_LETTER),
    ),
    Deed(
        "send a live part to its author",
        STAFF,
        name("series_clearance", lambda w: w.live.pk),
        sends(**CLEARANCE_LETTER),
    ),
    Deed(
        "revoke a link to somebody's draft",
        STAFF,
        name("series_clearance", lambda w: w.theirs.pk),
        names_request("revoke", "theirs"),
    ),
    Deed(
        "send a new link to somebody's draft",
        STAFF,
        name("series_clearance", lambda w: w.theirs.pk),
        names_request("resend", "theirs"),
    ),
    Deed(
        "revoke a link to somebody's draft through an own one",
        NOBODY,
        name("series_clearance", lambda w: w.own.pk),
        names_request("revoke", "theirs"),
    ),
    Deed("see the calendar", EVERYBODY, name("series_calendar")),
    Deed("see the calendar as a list", EVERYBODY, lambda w: reverse("series_calendar_list") + "?from=2000-01-01"),
    Deed("see the form that moves an own date", EVERYBODY, name("series_calendar_move", lambda w: f"part-{w.own.pk}")),
    Deed("move an own draft to another day", EVERYBODY, *drops(lambda w: f"part-{w.own.pk}")),
    Deed("move somebody's draft to another day", STAFF, *drops(lambda w: f"part-{w.theirs.pk}")),
    Deed("move a planned part to another day", STAFF, *drops(lambda w: f"planned-{w.planned.pk}")),
    Deed("move an own schedule to another day", ONLY_MANAGING, *drops(scheduled)),
    Deed("move a published part to another day", NOBODY, *drops(lambda w: f"part-{w.live.pk}")),
    Deed("move a part in review to another day", NOBODY, *drops(lambda w: f"part-{w.in_review.pk}")),
    Deed("see planned and actual dates", STAFF, name("series_plan", lambda w: w.series.pk)),
    Deed("see the running order", STAFF, name("series_running_order", lambda w: w.series.pk)),
    Deed(
        "reorder a series",
        STAFF,
        name("series_running_order", lambda w: w.series.pk),
        lambda client, world: {"shown": numbers_shown(world), f"number-part-{world.live.pk}": "1"},
    ),
    Deed(
        "see what publishing a selection would do",
        STAFF,
        name("series_publish_selection", lambda w: w.series.pk),
        sends(part="all"),
        leaves_a_trace=False,
    ),
    Deed("publish a selection", ONLY_MANAGING, name("series_publish_selection", lambda w: w.series.pk), selection),
    Deed("schedule a selection", ONLY_MANAGING, name("series_publish_selection", lambda w: w.series.pk), scheduled_selection),
    Deed("see the form that moves a date", STAFF, name("series_slip", lambda w: w.series.pk, expected)),
    Deed("move dates", STAFF, name("series_slip", lambda w: w.series.pk, expected), slips(expected)),
    Deed(
        "move the date of a scheduled part",
        ONLY_MANAGING,
        name("series_slip", lambda w: w.series.pk, scheduled),
        slips(scheduled),
    ),
    Deed(
        "make a draft of a planned part",
        STAFF,
        name("series_make_draft", lambda w: w.series.pk, lambda w: w.planned.pk),
        sends(),
    ),
    Deed(
        "see the form that links a planned part",
        STAFF,
        name("series_link_planned", lambda w: w.series.pk, lambda w: w.planned.pk),
    ),
    Deed(
        "link a planned part with somebody's part",
        STAFF,
        name("series_link_planned", lambda w: w.series.pk, lambda w: w.planned.pk),
        sends(part=lambda w: w.theirs.pk),
    ),
    Deed("see the form for a part's number", STAFF, name("series_part_number", lambda w: w.own.pk)),
    Deed("see the form to correct several parts", ONLY_MANAGING, name("series_correct_parts", lambda w: w.series.pk)),
    Deed(
        "correct several parts",
        ONLY_MANAGING,
        name("series_correct_parts", lambda w: w.series.pk),
        sends(
            parts=lambda w: w.live.pk, kind="correction", date="2026-03-03", text_en="It was a flood.", publish="1"
        ),
    ),
    Deed("change the series", STAFF, EDIT_SERIES, fills("series", title="Forged")),
    Deed("see the series", STAFF, EDIT_SERIES),
    Deed("see what is left before closing the series", STAFF, name("series_close", lambda w: w.series.pk)),
    Deed(
        "close the series",
        STAFF,
        name("series_close", lambda w: w.series.pk),
        sends(set_status="on"),
    ),
    Deed(
        # The last part is in review, and locked for everybody but those who review it.
        "close the series with a note in a part that is in review",
        ONLY_MANAGING,
        name("series_close", lambda w: w.series.pk),
        sends(set_status="on", add_note="on", note="This is the last in the series."),
    ),
    Deed("check the links of the series", STAFF, name("series_check_links", lambda w: w.series.pk), sends()),
    Deed("delete the series", ONLY_MANAGING, page("delete", "series"), sends()),
    # Places where not everybody may put something.
    Deed("add a series", STAFF, ADD_SERIES, fills((SeriesPage, series_list), title="New", slug="new", standfirst="S.")),
    Deed("add an author", STAFF, ADD_AUTHOR, fills((AuthorPage, author_list), title="New Person", slug="new-person")),
    Deed("add a standing page", STAFF, ADD_STANDING, fills((StandingPage, home), title="About", slug="about")),
    Deed("add a home page", NOBODY, ADD_HOME, sends(title="Home", slug="home-2")),
    Deed("add an author in a series", NOBODY, add("authors", "authorpage", lambda w: w.series), sends(title="X", slug="x")),
    Deed("edit another author page", STAFF, EDIT_OTHER_AUTHOR, fills("other_author", title="Forged")),
    Deed("see another author page", STAFF, EDIT_OTHER_AUTHOR),
    Deed("delete an author page", ONLY_MANAGING, page("delete", "other_author"), sends()),
    Deed(
        "make an author while writing",
        STAFF,
        name("author_chooser:create"),
        sends(title="New Person", kind="person", language="en"),
    ),
    # Topics and planned parts.
    Deed("see the topics", STAFF, name("wagtailsnippets_series_topic:list")),
    Deed("make a topic while writing", STAFF, name("wagtailsnippetchoosers_series_topic:create"), sends(name="Trade")),
    Deed("delete a topic", ONLY_MANAGING, name("wagtailsnippets_series_topic:delete", lambda w: w.topic.pk), sends()),
    Deed("see what merging a topic would do", ONLY_MANAGING, lambda w: f"{MERGE_TOPIC(w)}?into={w.other_topic.pk}"),
    Deed("merge topics", ONLY_MANAGING, MERGE_TOPIC, sends(into=lambda w: w.other_topic.pk)),
    Deed(
        "rename a topic",
        ONLY_MANAGING,
        name("wagtailsnippets_series_topic:edit", lambda w: w.topic.pk),
        sends(name="Forged", **NO_OTHER_NAMES),
    ),
    Deed("see what merging an author would do", ONLY_MANAGING, lambda w: f"{MERGE_AUTHOR(w)}?into={w.own_author.pk}"),
    Deed("merge authors", ONLY_MANAGING, MERGE_AUTHOR, sends(into=lambda w: w.own_author.pk)),
    Deed(
        "merge the own author page into another",
        ONLY_MANAGING,
        name("series_merge_author", lambda w: w.own_author.pk),
        sends(into=lambda w: w.other_author.pk),
    ),
    Deed("see likely duplicates among topics", ONLY_MANAGING, name("series_topic_duplicates")),
    Deed("see likely duplicates among authors", ONLY_MANAGING, name("series_author_duplicates")),
    Deed("see the pieces without topics", STAFF, name("series_untagged")),
    Deed("download the pieces without topics", STAFF, lambda w: reverse("series_untagged") + "?export=xlsx"),
    Deed("see the planned parts", STAFF, name("planned:index")),
    Deed("plan a part", STAFF, name("planned:add"), sends(series=lambda w: w.series.pk, working_title="Later", state="asked")),
    Deed("drop a planned part", STAFF, name("planned:delete", lambda w: w.planned.pk), sends()),
    # Work in the background.
    Deed("see the own work in the background", EVERYBODY, name("background_jobs")),
    Deed("watch the own work in the background", EVERYBODY, job("background_job", "actor")),
    Deed("ask how far the own work is", EVERYBODY, job("background_job_state", "actor")),
    Deed("cancel the own work", EVERYBODY, job("background_job_cancel", "actor"), sends()),
    Deed("watch somebody's work in the background", ONLY_MANAGING, job("background_job", "other")),
    Deed("ask how far somebody's work is", ONLY_MANAGING, job("background_job_state", "other")),
    Deed("cancel somebody's work", ONLY_MANAGING, job("background_job_cancel", "other"), sends()),
    # Spreadsheets.
    Deed("see how authors come from a spreadsheet", STAFF, name("authors_from_spreadsheet")),
    Deed("bring authors from a spreadsheet", STAFF, name("authors_from_spreadsheet"), sheet("display_name")),
    Deed("see how a plan comes from a spreadsheet", STAFF, name("series_plan_sheet", lambda w: w.series.pk)),
    Deed("plan from a spreadsheet", STAFF, name("series_plan_sheet", lambda w: w.series.pk), sheet("title")),
    # Manuscripts.
    Deed("see what manuscripts wait", EVERYBODY, name("series_manuscripts", lambda w: w.series.pk)),
    Deed("bring a manuscript", EVERYBODY, name("series_manuscripts", lambda w: w.series.pk), brings),
    Deed("review an own manuscript", EVERYBODY, upload("series_review_manuscript", "own_upload")),
    Deed("make a draft of an own manuscript", EVERYBODY, upload("series_review_manuscript", "own_upload"), accepts),
    Deed("read an own manuscript again", EVERYBODY, upload("series_read_manuscript_again", "own_upload"), reads_again),
    Deed("give an own manuscript up", EVERYBODY, upload("series_give_up_manuscript", "own_upload"), sends()),
    Deed("save an own manuscript", EVERYBODY, upload("series_uploaded_file", "own_upload")),
    Deed("review somebody's manuscript", ONLY_MANAGING, upload("series_review_manuscript", "their_upload")),
    Deed("make a draft of somebody's manuscript", ONLY_MANAGING, upload("series_review_manuscript", "their_upload"), accepts),
    Deed("give somebody's manuscript up", ONLY_MANAGING, upload("series_give_up_manuscript", "their_upload"), sends()),
    Deed("save somebody's manuscript", ONLY_MANAGING, upload("series_uploaded_file", "their_upload")),
    Deed(
        "see the original manuscript of somebody's draft",
        STAFF,
        name("series_original", lambda w: w.theirs.pk),
    ),
    Deed("save the original of somebody's draft", STAFF, upload("series_original_file", "original")),
    # Today, reports and help.
    Deed("see the home of the admin", EVERYBODY, name("wagtailadmin_home")),
    *(
        Deed(f"{verb} the report of {report}", STAFF, lambda w, r=report, q=query: reverse(f"series_report_{r}") + q)
        for report in ("pieces", "corrections", "aging")
        for verb, query in (("see", ""), ("download", "?export=csv"), ("filter", "results/?p=1"))
    ),
    *(
        Deed(f"{verb} the report of searches", STAFF, lambda w, q=query: reverse("home_report_searches") + q)
        for verb, query in (("see", ""), ("download", "?export=csv"), ("filter", "results/?p=1"))
    ),
    Deed("see the promoted results", ONLY_MANAGING, name("wagtailsearchpromotions:index")),
    Deed("see the form of a promoted result", ONLY_MANAGING, name("wagtailsearchpromotions:add")),
    Deed(
        "promote a result",
        ONLY_MANAGING,
        name("wagtailsearchpromotions:add"),
        sends(
            query_string="levee",
            **{
                "editors_picks-TOTAL_FORMS": 1,
                "editors_picks-INITIAL_FORMS": 0,
                "editors_picks-MIN_NUM_FORMS": 0,
                "editors_picks-MAX_NUM_FORMS": 1000,
                "editors_picks-0-ORDER": 1,
                "editors_picks-0-external_link_url": "https://example.org/",
                "editors_picks-0-external_link_text": "Levees elsewhere",
            },
        ),
    ),
    Deed("see Wagtail’s own report of search terms", NOBODY, name("wagtailsearchpromotions:search_terms")),
    Deed("read the help", EVERYBODY, name("help")),
    Deed("see a picture of the help", EVERYBODY, name("help_picture", lambda w: "preview")),
    # The house.
    Deed("see the accounts", ONLY_MANAGING, name("wagtailusers_users:index")),
    Deed("see the roles", NOBODY, name("wagtailusers_groups:index")),
    Deed("see the addresses that were not found", ONLY_MANAGING, name("missed_addresses")),
    Deed("download the addresses that were not found", ONLY_MANAGING, lambda w: reverse("missed_addresses") + "?export=csv"),
    Deed("make a redirect from one of them", ONLY_MANAGING, name("missed_lead", lambda w: missed().pk)),
    Deed("see the redirects", ONLY_MANAGING, name("wagtailredirects:index")),
    Deed("see the masthead", ONLY_MANAGING, masthead),
    Deed("see what the checklist requires", ONLY_MANAGING, checklist_settings),
    Deed("choose what the checklist requires", ONLY_MANAGING, checklist_settings, sends(required="topic")),
    Deed("see the workflows", ONLY_MANAGING, name("wagtailadmin_workflows:index")),
    Deed("see the sites", NOBODY, name("wagtailsites:index")),
    Deed("see the images", EVERYBODY, name("wagtailimages:index")),
    Deed("see the series", EVERYBODY, name("series:index")),
    Deed("see the installments", EVERYBODY, name("installments:index")),
]  # fmt: skip
