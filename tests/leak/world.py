"""A small site with one piece that carries a marker in everything it has, and the ways to close that piece."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone
from wagtail.contrib.search_promotions.models import Query, SearchPromotion
from wagtail.models import Page, PageViewRestriction

from authors.models import AuthorPage
from publication import redirects
from publication.models import OutgoingLink
from series.clearance.requests import Recipient, make_request
from series.followers import tokens
from series.followers.targets import Target
from series.models import Correction, Follow, Follower, InstallmentPage, SeriesPage, Topic
from tests.factories import (
    AuthorFactory,
    ImageFactory,
    InstallmentFactory,
    SeriesFactory,
    TopicFactory,
    draft_of,
    home,
    paragraphs,
    translated,
)

MARKER = "zebrafinch"
# A word of the secret piece that may be asked for without writing the marker into the address or the search box.
ASKED = "quillfeather"
# A word of the public piece that stands beside what it says of the secret one.
BESIDE = "sandbank"
# Words above whose results the editors have put the secret piece.
PROMOTED = "heronry"
# Where the secret piece stood on the site before this one.
NUMBERED, OLD_PATH = "/?p=7", "/2019/05/06/old-piece/"


# A dead link that the secret piece has, behind which a copy is named.
GONE = "https://gone.example/"


@dataclass
class World:
    """Public pieces around a secret one: before and after it in its series, by the same author, on the same topic."""

    series: SeriesPage
    before: InstallmentPage
    secret: InstallmentPage
    after: InstallmentPage
    elsewhere: InstallmentPage
    secret_author: AuthorPage
    shared_author: AuthorPage
    secret_topic: Topic
    shared_topic: Topic
    broad_topic: Topic
    month: str  # the month of the archive in which all appeared
    clearance: str  # the address that its author was sent
    followed: str  # the address of somebody who follows all that is of it
    alias: Page | None = None


def build() -> World:
    """The world with the secret piece still open."""
    series = SeriesFactory(title="A river series", planned_parts=3)
    other = SeriesFactory(title="Another series", status="complete")
    shared_author, shared_topic = AuthorFactory(title="Abel Anand"), TopicFactory(name="Rivers")
    secret_author = AuthorFactory(title=f"Mina {MARKER}")
    broad_topic = TopicFactory(name="Animals")
    secret_topic = TopicFactory(name=f"Birds {MARKER}", broader=broad_topic)
    before = InstallmentFactory(parent=series, title="Before", bylines=[shared_author], topics=[shared_topic])
    secret = InstallmentFactory(
        parent=series,
        title=f"The {MARKER} piece",
        subtitle=f"A {MARKER} subtitle",
        standfirst=f"A {MARKER} standfirst, {ASKED}.",
        editors_note=f"<p>A {MARKER} note.</p>",
        disclosure=f"A {MARKER} interest.",
        image_caption=f"A {MARKER} caption",
        shows_versions=True,
        licence="cc-by-4.0",
        doi=f"10.1234/{MARKER}",
        image=ImageFactory(title="A bird", description="A bird."),
        body=[
            *paragraphs(f'A {MARKER} paragraph with {ASKED}, and <a href="{GONE}">a source</a>.'),
            ("key_takeaways", {"items": [f"A {MARKER} takeaway"]}),
        ],
        bylines=[secret_author, shared_author],
        topics=[secret_topic, shared_topic],
    )
    Correction.objects.create(
        page=secret, date=date(2026, 3, 3), text=f"<p>A {MARKER} correction.</p>", locale=secret.locale
    )
    OutgoingLink.objects.create(address=GONE, archived_address=f"https://archive.example/{MARKER}")
    after = InstallmentFactory(parent=series, title="After", bylines=[shared_author], topics=[shared_topic])
    elsewhere = InstallmentFactory(
        parent=other,
        title="Elsewhere",
        bylines=[shared_author],
        topics=[shared_topic, broad_topic],
        body=[
            *paragraphs(f'A link to <a linktype="page" id="{secret.pk}">that piece</a> by the {BESIDE}.'),
            ("related_piece", {"page": secret, "reason": f"A {MARKER} reason"}),
        ],
    )
    SearchPromotion.objects.create(query=Query.get(PROMOTED), page=secret, description=f"A {MARKER} pick.")
    translated(series, title="강 연재")
    redirects.lead_old_addresses([NUMBERED, OLD_PATH], secret)
    _arrange_front_page(series, secret, secret_author, secret_topic)
    recipient = Recipient(f"Mina {MARKER}", f"{MARKER}@example.org", "en", 14, secret_author.pk)
    _, token = make_request(secret, recipient, None)
    return World(
        series, before, secret, after, elsewhere, secret_author, shared_author, secret_topic, shared_topic, broad_topic,
        month=timezone.localtime(secret.first_published_at).strftime("/archive/%Y/%m/"),
        clearance=reverse("clearance", args=[token]),
        followed=address_of_a_follower(series, secret_author, secret_topic),
    )  # fmt: skip


def address_of_a_follower(series, author, topic) -> str:
    """The address at which a reader sees that they follow the series, the author and the topic of the secret piece."""
    now = timezone.now()
    reader = Follower.objects.create(address="ada@example.org", key="ada@example.org", confirmed_at=now)
    for target in (
        Target("series", page=series),
        Target("author", page=author),
        Target("topic", topic=topic),
    ):
        Follow.objects.create(follower=reader, language="en", confirmed_at=now, **target.columns)
    return reverse("follow_manage", args=[tokens.make(tokens.MANAGE, reader)])


def _arrange_front_page(series, secret, author, topic) -> None:
    """The secret piece and all that is of it chosen for the front page, and linked in the words of the editors."""
    front = home()
    link = f'<a linktype="page" id="{secret.pk}">that piece</a>'
    front.sections = [
        {"type": kind, "value": {"title": "", "number": 3, **value}}
        for kind, value in (
            ("lead", {"chosen": secret.pk}),
            ("words", {"text": f"<p>Read {link}.</p>"}),
            ("shelf", {"chosen": series.pk}),
            ("parts", {"chosen": series.pk}),
            ("latest", {"large": True}),
            ("topics", {"chosen": [{"type": "item", "id": "1", "value": topic.pk}]}),
            ("authors", {"chosen": [{"type": "item", "id": "2", "value": author.pk}]}),
            ("corrections", {}),
            *((kind, {"chosen": []}) for kind in ("series", "topics", "authors")),
        )
    ]
    front.save()


def add_alias(world: World) -> None:
    """An alias of the secret piece in the other, public series."""
    world.alias = world.secret.create_alias(
        parent=world.elsewhere.get_parent(), update_slug=f"alias-{MARKER}"
    )


def _update(page, **fields):
    Page.objects.filter(pk=page.pk).update(**fields)


def _restrict(page, kind, group=None):
    restriction = PageViewRestriction.objects.create(page=page, restriction_type=kind, password="not-told")
    if group:
        restriction.groups.add(group)


def _scheduled(world):
    world.secret.unpublish()
    secret = InstallmentPage.objects.get(pk=world.secret.pk)
    secret.go_live_at = timezone.now() + timedelta(days=1)
    secret.save_revision().publish()


def _unpublished_with_draft(world):
    world.secret.unpublish()
    draft_of(InstallmentPage.objects.get(pk=world.secret.pk), title=f"A second {MARKER} title")


STATES = {
    "draft": lambda world: _update(world.secret, live=False),
    "scheduled": _scheduled,
    "expired": lambda world: _update(world.secret, expire_at=timezone.now() - timedelta(seconds=1)),
    "private by password": lambda world: _restrict(world.secret, "password"),
    "private by login": lambda world: _restrict(world.secret, "login"),
    "private by group": lambda world: _restrict(world.secret, "groups", Group.objects.create(name="Readers")),
    "unpublished with a draft": _unpublished_with_draft,
    "deleted": lambda world: InstallmentPage.objects.get(pk=world.secret.pk).delete(),
    "under a private series": lambda world: _restrict(world.series, "password"),
    "under a series for those signed in": lambda world: _restrict(world.series, "login"),
    "under an unpublished series": lambda world: _update(world.series, live=False),
    "under an expired series": lambda world: _update(
        world.series, expire_at=timezone.now() - timedelta(seconds=1)
    ),
}
# One of each kind for PostgreSQL: of the piece itself, of who may see it, of what stands above it, and what is no row any
# more. That it knows each state by itself is asked in publication/test_visibility.py, and `make prove` asks it for all.
ON_POSTGRESQL = {"expired", "private by login", "under a private series", "deleted"}
ON_BOTH = [
    state if state in ON_POSTGRESQL else pytest.param(state, marks=pytest.mark.once) for state in STATES
]
