"""What must not be deleted: things that others name. Each app registers what names its own things.

Models ask in their `delete`, the admin's doors before they show a form (series/guard_hooks.py), and a signal stands
behind both for deletions by queryset.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import Model
from django.db.models.signals import pre_delete
from django.utils.translation import gettext as _
from wagtail.models import Page


@dataclass(frozen=True)
class Use:
    """Something that names a thing: the thing's name, the title of what names it, and where that is edited."""

    names: str
    title: str
    address: str


class DeletionRefused(Exception):
    """Something named elsewhere was to be deleted; `uses` says where it is named."""

    def __init__(self, uses: list[Use]):
        self.uses = uses
        pieces = ", ".join(dict.fromkeys(f"“{use.title}”" for use in uses))
        names = ", ".join(dict.fromkeys(f"“{use.names}”" for use in uses))
        super().__init__(
            _("%(names)s cannot be deleted: named in %(pieces)s.") % {"names": names, "pieces": pieces}
        )


_guards: dict[type[Model], Callable[[dict[int, str]], list[Use]]] = {}


def guard(model: type[Model], find_uses: Callable[[dict[int, str]], list[Use]]) -> None:
    """Refuse to delete objects of `model` that are named; `find_uses` takes their names by id."""
    _guards[model] = find_uses
    # Deletions by queryset call no method of the model.
    pre_delete.connect(_before_delete, sender=model, dispatch_uid=f"guard-{model.__name__}")


def uses_of(things: Iterable[Model]) -> list[Use]:
    """Where things, and all pages below those that are pages, are named."""
    things = list(things)
    return [
        use
        for model, find_uses in _guards.items()
        if (names := _guarded_names(model, things))
        for use in find_uses(names)
    ]


def refuse_if_named(*things: Model) -> None:
    """Raise DeletionRefused when things, or pages below them, are named somewhere."""
    uses = uses_of(things)
    if uses:
        raise DeletionRefused(uses)


def _guarded_names(model: type[Model], things: list[Model]) -> dict[int, str]:
    if not issubclass(model, Page):
        return {thing.pk: str(thing) for thing in things if isinstance(thing, model)}
    names = {}
    for page in things:
        if isinstance(page, Page):
            below = model._base_manager.filter(path__startswith=page.path)
            names |= dict(below.values_list("pk", "title"))
    return names


def _before_delete(instance, **kwargs):
    refuse_if_named(instance)
