"""The world in which roles are tried: one series, pieces of several people, and everything that may not change."""

import uuid
from dataclasses import dataclass

from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.utils import timezone
from wagtail.admin.rich_text import DraftailRichTextArea
from wagtail.contrib.search_promotions.models import SearchPromotion
from wagtail.models import (
    GroupPagePermission,
    ModelLogEntry,
    Page,
    PageLogEntry,
    PageViewRestriction,
    Revision,
    TaskState,
    WorkflowState,
)

from authors.models import AuthorPage, Invitation, User
from authors.roles import CONTRIBUTORS, EDITORS, MANAGING_EDITORS
from publication.models import Job, OutgoingLink
from series.desk.intake.understanding import understand
from series.desk.intake.uploads import keep_upload
from series.models import (
    Byline,
    ChecklistSettings,
    ClearanceRequest,
    Follow,
    Follower,
    InstallmentPage,
    Letter,
    LinkUse,
    Mailing,
    MailSettings,
    ManuscriptFile,
    ManuscriptUpload,
    PlannedPart,
    SeriesPage,
    SetApart,
    Topic,
)
from tests import factories

CONTRIBUTOR, EDITOR, MANAGING = "contributor", "editor", "managing"
ROLES = {CONTRIBUTOR: CONTRIBUTORS, EDITOR: EDITORS, MANAGING: MANAGING_EDITORS}

# Stands in every draft that belongs to somebody else; no answer to a contributor may hold it.
SECRET = "zebrafinch"


@dataclass
class World:
    """Who acts, and on what. `own` is a draft of the one who acts; `theirs` and `live` are somebody else's."""

    actor: User
    series: SeriesPage
    other_series: SeriesPage
    own: InstallmentPage
    theirs: InstallmentPage
    live: InstallmentPage
    in_review: InstallmentPage
    own_author: AuthorPage
    other_author: AuthorPage
    other: User
    superuser: User
    topic: Topic
    other_topic: Topic
    planned: PlannedPart
    link: OutgoingLink
    own_upload: ManuscriptUpload
    their_upload: ManuscriptUpload
    original: ManuscriptFile


def make_world(role: str) -> World:
    """A world in which an account of the role acts."""
    actor = factories.UserFactory(username=role, role=ROLES[role])
    other = factories.UserFactory(username="other", role=CONTRIBUTORS)
    series = factories.SeriesFactory(title="Rivers and Rates", slug="rivers")
    own = factories.InstallmentFactory(parent=series, title="My own gauge", owner=actor, live=False)
    theirs = factories.InstallmentFactory(
        parent=series, title=f"The {SECRET} gauge", standfirst=f"A {SECRET}.", owner=other, live=False
    )
    live = factories.InstallmentFactory(parent=series, title="The public gauge", owner=other)
    for page in (own, theirs, live):
        page.save_revision()
    Mailing.objects.create(
        page=live, kind="part", about=live.translation_key, language="en", release_at=timezone.now()
    )
    in_review = factories.InstallmentFactory(
        parent=series, title="A gauge in review", owner=actor, live=False
    )
    in_review.save_revision()
    in_review.get_workflow().start(in_review, actor)
    own_author = factories.AuthorFactory(title="Min-ji Park")
    actor.author_page = own_author
    actor.save()
    return World(
        actor=actor,
        series=series,
        other_series=factories.SeriesFactory(title="Roads and Rails"),
        in_review=in_review,
        own=own,
        theirs=theirs,
        live=live,
        own_author=own_author,
        other_author=factories.AuthorFactory(title="Zora Whitlock"),
        other=other,
        superuser=factories.UserFactory(username="root", is_superuser=True),
        topic=factories.TopicFactory(name="Water policy"),
        other_topic=factories.TopicFactory(name="Trade routes"),
        planned=factories.PlannedPartFactory(series=series, part_number=9),
        link=_link_of(live),
        own_upload=_upload(series, actor, "own"),
        their_upload=_upload(series, factories.UserFactory(username="third", role=EDITORS), SECRET),
        original=ManuscriptFile.objects.create(
            page=theirs,
            series=series,
            file=ContentFile(SECRET.encode(), "x"),
            name="x.txt",
            size=10,
            sha256="0",
        ),
    )


def _link_of(piece) -> OutgoingLink:
    """A dead link of a piece."""
    link = OutgoingLink.objects.create(address="https://gone.example/", host="gone.example", state="dead")
    LinkUse.objects.create(link=link, page=piece, place="body")
    return link


def _upload(series, user, word: str) -> ManuscriptUpload:
    """A manuscript that somebody brought and that was read."""
    text = f"The {word} gauge\n\nThe {word} water rose in the night.\n"
    upload, _is_new = keep_upload(
        series, user, SimpleUploadedFile(f"{word}.txt", text.encode()), uuid.uuid4()
    )
    understand(upload)
    return upload


# Everything that a refused request must leave as it was; of accounts not when they last signed in.
KEPT = (
    Page, InstallmentPage, SeriesPage, AuthorPage, Byline, Topic, PlannedPart, Revision, WorkflowState,
    ChecklistSettings, ClearanceRequest, ManuscriptUpload, ManuscriptFile, TaskState, PageViewRestriction, Group,
    Group.permissions.through, GroupPagePermission, Job, SearchPromotion, PageLogEntry, User, User.groups.through,
    SetApart, Mailing, Letter, Invitation, MailSettings, Follow, Follower, ModelLogEntry, OutgoingLink,
)  # fmt: skip
UNLIKE_EACH_TIME = {"last_login"}


def snapshot() -> dict:
    """The rows of KEPT by their tables, as they stand in the database: two of them are compared for every deed."""
    rows = {}
    with connection.cursor() as cursor:
        for model in KEPT:
            columns = [
                field.column for field in model._meta.local_fields if field.name not in UNLIKE_EACH_TIME
            ]
            names = ", ".join(map(connection.ops.quote_name, columns))
            table = model._meta.db_table
            cursor.execute(f"SELECT {names} FROM {connection.ops.quote_name(table)} ORDER BY 1")
            rows[table] = cursor.fetchall()
    return rows


def form_of(page, parent, **changes) -> dict:
    """What the form of a page would send, with some values forged; the rows of its lists left out.

    Read from the form's class: drawing the form takes a second, and the table asks for it a hundred times.
    """
    form_class = type(page).get_edit_handler().get_form_class()
    form = form_class(instance=page, parent_page=parent, for_user=User(is_superuser=True))
    data = {"comment_notifications": "", "body-count": "0", "sections-count": "0"}
    for name, field in form.fields.items():
        if isinstance(field.widget, DraftailRichTextArea):
            data[name] = "null"
        elif name not in ("body", "sections"):
            data[name] = form[name].value() or ""
    for formset in form.formsets.values():
        data |= {f"{formset.prefix}-{name}": "0" for name in ("TOTAL_FORMS", "INITIAL_FORMS")}
    return data | changes
