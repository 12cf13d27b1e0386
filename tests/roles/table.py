"""Who may do what, as requests. A new view joins with one line of DEEDS.

Each deed names a request and the roles for which it works: a deed that works changes something (or, for a GET, shows
the page); for everybody else it is refused with 403 or a redirect with a message, and nothing at all has changed.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

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


def fills(address, form_id=None, **changes):
    """The form at an address, filled in and changed."""
    return lambda client, world: form_of(client, world, address(world), form_id, **changes)


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


def tomorrow():
    return (timezone.now() + timedelta(days=1)).strftime("%Y-%m-%d %H:%M")


EDIT_OWN, EDIT_THEIRS, EDIT_LIVE = (page("edit", which) for which in ("own", "theirs", "live"))
EDIT_SERIES, EDIT_OWN_AUTHOR, EDIT_OTHER_AUTHOR = (
    page("edit", which) for which in ("series", "own_author", "other_author")
)
ADD_PART = add("series", "installmentpage", lambda world: world.series)
ADD_SERIES = add("series", "seriespage", series_list)
ADD_AUTHOR = add("authors", "authorpage", author_list)
ADD_STANDING = add("home", "standingpage", home)
ADD_HOME = add("home", "homepage", lambda world: home(world).get_parent())

DEEDS = [
    # What a contributor is there for.
    Deed("add a part", EVERYBODY, ADD_PART, fills(ADD_PART, title="A new gauge", slug="a-new-gauge", standfirst="S.")),
    Deed("edit an own draft", EVERYBODY, EDIT_OWN, fills(EDIT_OWN, title="My other gauge")),
    Deed("submit an own draft", EVERYBODY, EDIT_OWN, fills(EDIT_OWN, **{"action-submit": "1"})),
    Deed("see an own draft", EVERYBODY, EDIT_OWN),
    Deed("copy an own draft", EVERYBODY, page("copy", "own"), copies("own")),
    Deed("delete an own draft", EVERYBODY, page("delete", "own"), sends()),
    Deed("edit the own author page", EVERYBODY, EDIT_OWN_AUTHOR, fills(EDIT_OWN_AUTHOR, position="Poet")),
    # Publishing, in all the ways there are.
    Deed("publish an own draft", ONLY_MANAGING, EDIT_OWN, fills(EDIT_OWN, **{"action-publish": "1"})),
    Deed(
        "publish an own draft tomorrow",
        ONLY_MANAGING,
        EDIT_OWN,
        fills(EDIT_OWN, go_live_at=tomorrow(), **{"action-publish": "1"}),
    ),
    Deed("publish somebody's draft", ONLY_MANAGING, EDIT_THEIRS, fills(EDIT_THEIRS, **{"action-publish": "1"})),
    Deed(
        "add and publish a part",
        ONLY_MANAGING,
        ADD_PART,
        fills(ADD_PART, title="A new gauge", slug="a-new-gauge", standfirst="S.", **{"action-publish": "1"}),
    ),
    Deed("publish in bulk", ONLY_MANAGING, bulk("publish", "own", "theirs"), sends(include_descendants="on")),
    Deed("unpublish", ONLY_MANAGING, page("unpublish", "live"), sends()),
    Deed("unpublish in bulk", ONLY_MANAGING, bulk("unpublish", "live"), sends()),
    Deed(
        "publish the own author page",
        ONLY_MANAGING,
        EDIT_OWN_AUTHOR,
        fills(EDIT_OWN_AUTHOR, **{"action-publish": "1"}),
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
    # Other people's work.
    Deed("see somebody's draft", STAFF, EDIT_THEIRS),
    Deed("read somebody's draft", STAFF, page("view_draft", "theirs")),
    Deed(
        "preview a forged version of somebody's draft",
        STAFF,
        page("preview_on_edit", "theirs"),
        fills(EDIT_THEIRS),
        leaves_a_trace=False,
    ),
    Deed("see the history of somebody's draft", STAFF, page("history", "theirs")),
    Deed("edit somebody's draft", STAFF, EDIT_THEIRS, fills(EDIT_THEIRS, title="Forged")),
    Deed("edit a live part", STAFF, EDIT_LIVE, fills(EDIT_LIVE, title="Forged")),
    Deed("copy somebody's draft", STAFF, page("copy", "theirs"), copies("theirs")),
    Deed("delete somebody's draft", STAFF, page("delete", "theirs"), sends()),
    Deed("delete a live part", ONLY_MANAGING, page("delete", "live"), sends()),
    Deed("delete in bulk", ONLY_MANAGING, bulk("delete", "live"), sends()),
    Deed("move a part in the tree", ONLY_MANAGING, name("wagtailadmin_pages:set_page_position", lambda w: w.live.pk), sends()),
    Deed("change the series", STAFF, EDIT_SERIES, fills(EDIT_SERIES, title="Forged")),
    Deed("see the series", STAFF, EDIT_SERIES),
    Deed("delete the series", ONLY_MANAGING, page("delete", "series"), sends()),
    # Places where not everybody may put something.
    Deed("add a series", STAFF, ADD_SERIES, fills(ADD_SERIES, title="New", slug="new", standfirst="S.")),
    Deed("add an author", STAFF, ADD_AUTHOR, fills(ADD_AUTHOR, title="New Person", slug="new-person")),
    Deed("add a standing page", STAFF, ADD_STANDING, fills(ADD_STANDING, title="About", slug="about")),
    Deed("add a home page", NOBODY, ADD_HOME, sends(title="Home", slug="home-2")),
    Deed("add an author in a series", NOBODY, add("authors", "authorpage", lambda w: w.series), sends(title="X", slug="x")),
    Deed("edit another author page", STAFF, EDIT_OTHER_AUTHOR, fills(EDIT_OTHER_AUTHOR, title="Forged")),
    Deed("see another author page", STAFF, EDIT_OTHER_AUTHOR),
    Deed("delete an author page", ONLY_MANAGING, page("delete", "other_author"), sends()),
]  # fmt: skip
