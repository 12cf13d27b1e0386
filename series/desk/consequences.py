"""What an action will do, said before it is done: a few kinds of things, each with its number and the first of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse
from wagtail.models import Page

from series.models import PlannedPart

MOST_SHOWN = 20


@dataclass(frozen=True)
class Thing:
    """Something that will be changed: its title, and where it is edited; "" where it has no form."""

    title: str
    address: str = ""


@dataclass(frozen=True)
class Consequence:
    """What happens to one kind of things. `number` is that of all; `things` are the first of them."""

    what: str
    number: int
    things: Sequence[Thing] = ()

    @property
    def more(self) -> int:
        """How many are not named."""
        return self.number - len(self.things)


def to_pages(what: str, ids: Iterable[int]) -> Consequence:
    """A consequence for pages. One query."""
    ids = set(ids)
    pages = Page.objects.filter(pk__in=ids).order_by("draft_title", "pk") if ids else Page.objects.none()
    return Consequence(
        what,
        len(ids),
        [
            Thing(title, reverse("wagtailadmin_pages:edit", args=[pk]))
            for pk, title in pages.values_list("pk", "draft_title")[:MOST_SHOWN]
        ],
    )


def to_planned_parts(what: str, parts) -> Consequence:
    """A consequence for planned parts (a queryset). One query."""
    parts = list(parts.select_related("series"))
    return Consequence(what, len(parts), [_planned(part) for part in parts[:MOST_SHOWN]])


def _planned(part: PlannedPart) -> Thing:
    return Thing(f"{part} ({part.series.title})", reverse("planned:edit", args=[part.pk]))


def to_names(what: str, names: Iterable[str]) -> Consequence:
    """A consequence for names or addresses, which have no form."""
    names = list(names)
    return Consequence(what, len(names), [Thing(name) for name in names[:MOST_SHOWN]])
