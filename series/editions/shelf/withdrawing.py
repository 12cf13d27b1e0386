"""Takes files away of which something was closed: in the transaction that closes it, and with its commit from the storage."""

from collections.abc import Iterable
from functools import partial

from django.db import transaction
from django.db.models import Q
from wagtail.models import Page

from publication.private_files import remove_when_committed
from publication.visibility import is_open
from series.editions.shelf.making import clear_away
from series.models import Edition, InstallmentPage


def take_what_is_closed(path: str) -> None:
    """Take away the files in which something at or below a place of the tree stands that the public may not see now.

    One query where there are no such files.
    """
    in_branch = Q(path__startswith=path) | Q(alias_of__path__startswith=path)
    series = InstallmentPage.objects.filter(in_branch).order_by().values("series_id")
    touched = Edition.objects.exclude(file="").filter(
        Q(page__path__startswith=path) | Q(page__alias_of__path__startswith=path) | Q(page__in=series)
    )
    kept = list(touched.values_list("pk", "page_id", "pieces"))
    if not kept:
        return
    pieces = {pk for _pk, _page, pieces in kept for pk in pieces}
    open_pieces = set(InstallmentPage.objects.visible().filter(pk__in=pieces).values_list("pk", flat=True))
    pages = Page.objects.filter(pk__in={page for _pk, page, _pieces in kept}, live=True).filter(is_open())
    open_pages = set(pages.values_list("pk", flat=True))
    empty([pk for pk, page, pieces in kept if page not in open_pages or not open_pieces.issuperset(pieces)])


def empty(editions: Iterable[int]) -> None:
    """Take the files of editions away. Whoever is making one finds out before the file takes its place (making.py)."""
    with transaction.atomic():
        rows = Edition.objects.select_for_update().filter(pk__in=list(editions)).exclude(file="")
        for edition in rows.order_by("pk"):
            name = edition.file.name
            Edition.objects.filter(pk=edition.pk).update(
                file="", size=0, sheets=0, digest="", pieces=[], made_at=None,
                leftovers=[*edition.leftovers, name],
            )  # fmt: skip
            # At once, also while somebody is making the next one, and again should the process end in between.
            remove_when_committed(name)
            transaction.on_commit(partial(clear_away, edition.pk), robust=True)
