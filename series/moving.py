"""Moving a part to another series, whole or not at all. Its number there is given by running_order.py."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.actions.move_page import MovePageAction

from series import running_order
from series.models import InstallmentPage, SeriesPage


class AddressTaken(ValidationError):
    """A page of the destination has the address already."""

    def __init__(self, slug: str, series):
        super().__init__(
            _("“%(series)s” has a piece with the address “%(slug)s” already. Change one of the two first.")
            % {"series": series.title, "slug": slug}
        )


@transaction.atomic
def move_part(page: InstallmentPage, series: SeriesPage, *, user=None) -> InstallmentPage:
    """Move a part to the end of another series; returns it as it stands there.

    Raises AddressTaken when its slug is taken there, and PermissionDenied when `user` is given and may not move it.
    `Page.move()` would tell a taken slug halfway through, after it has announced the move.
    """
    running_order.lock(series)
    if series.get_children().filter(slug=page.slug).exclude(pk=page.pk).exists():
        raise AddressTaken(page.slug, series)
    MovePageAction(page, series, pos="last-child", user=user).execute()
    return InstallmentPage.objects.get(pk=page.pk)
