"""The world in which roles are tried: one series, pieces of several people, and everything that may not change."""

from dataclasses import dataclass

from django.contrib.auth.models import Group
from django.core import serializers
from wagtail.models import (
    GroupPagePermission,
    Page,
    PageLogEntry,
    PageViewRestriction,
    Revision,
    TaskState,
    WorkflowState,
)
from wagtail.test.utils.form_data import querydict_from_html

from authors.models import AuthorPage, User
from authors.roles import CONTRIBUTORS, EDITORS, MANAGING_EDITORS
from series.models import Byline, InstallmentPage, PlannedPart, SeriesPage, Topic
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
    own: InstallmentPage
    theirs: InstallmentPage
    live: InstallmentPage
    own_author: AuthorPage
    other_author: AuthorPage
    other: User
    superuser: User
    topic: Topic
    planned: PlannedPart


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
    own_author = factories.AuthorFactory(title="Min-ji Park")
    actor.author_page = own_author
    actor.save()
    return World(
        actor=actor,
        series=series,
        own=own,
        theirs=theirs,
        live=live,
        own_author=own_author,
        other_author=factories.AuthorFactory(title="Zora Whitlock"),
        other=other,
        superuser=factories.UserFactory(username="root", is_superuser=True),
        topic=factories.TopicFactory(name="Water policy"),
        planned=factories.PlannedPartFactory(series=series, part_number=9),
    )


def snapshot() -> dict:
    """Everything that a refused request must leave as it was."""
    models = (
        Page, InstallmentPage, SeriesPage, AuthorPage, Byline, Topic, PlannedPart, Revision, WorkflowState,
        TaskState, PageViewRestriction, Group, GroupPagePermission,
    )  # fmt: skip
    rows = {
        model.__name__: serializers.serialize("json", model._base_manager.order_by("pk")) for model in models
    }
    rows["log"] = PageLogEntry.objects.count()
    rows["users"] = [
        (user.username, user.is_superuser, user.is_active, user.author_page_id, user.password,
         sorted(group.name for group in user.groups.all()))
        for user in User.objects.order_by("pk")
    ]  # fmt: skip
    return rows


def form_of(client, world: World, address: str, form_id: str | None = None, **changes) -> dict:
    """What the form at an address would send, as a superuser sees it, with some values forged."""
    client.force_login(world.superuser)
    page = client.get(address).content.decode()
    ids = [form_id] if form_id else ["w-editor-form", "page-edit-form"]
    for name in ids:
        try:
            data = querydict_from_html(page, form_id=name)
            break
        except ValueError:
            continue
    else:
        raise AssertionError(f"no form at {address}")
    data.setdefault("body-count", "0")  # the blocks of a body are drawn by a script
    for name, value in changes.items():
        data[name.replace("__", "-")] = value
    return data
