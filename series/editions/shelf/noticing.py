"""Notices what changes: publications, removals, moves, privacy, pictures, topics, the masthead, the running order.

Each costs whoever changes something one row (stale.note). Only where something is closed are files taken away at once.
Signals, because these are Wagtail's own models, or pages whose branch goes with them without a method of theirs being
called. What was missed all the same is found by the next download (views.py).
"""

from django.db.models.signals import post_delete, post_save, pre_delete
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from publication.models import CreditedImage, Masthead
from series.editions.shelf.stale import note
from series.editions.shelf.withdrawing import take_what_is_closed
from series.models import InstallmentPage, PlannedPart, SeriesPage, Topic
from series.rows_to_books import that_link_to
from series.running_order import order_changed


def connect() -> None:
    """Listen."""
    for signal, receiver, sender in (
        (page_published, _published, None),
        (page_unpublished, _unpublished, None),
        (page_slug_changed, _renamed, None),
        (post_page_move, _moved, None),
        (post_delete, _piece_deleted, InstallmentPage),
        (post_save, _restricted, PageViewRestriction),
        (post_delete, _released, PageViewRestriction),
        (post_save, _saved, Topic),
        (post_save, _saved, Masthead),
        (post_save, _saved, CreditedImage),
        (pre_delete, _image_goes, CreditedImage),
        (post_save, _plan_changed, PlannedPart),
        (post_delete, _plan_changed, PlannedPart),
        (order_changed, _reordered, None),
    ):
        signal.connect(receiver, sender=sender, dispatch_uid=f"editions-{receiver.__name__}-{sender}")


def _published(sender, instance, **kwargs):
    note(sender, [instance.pk])


def _unpublished(sender, instance, **kwargs):
    note(sender, [instance.pk])
    take_what_is_closed(instance.path)


def _renamed(instance, **kwargs):
    note(Page, [instance.pk])


def _moved(instance, parent_page_before, parent_page_after, **kwargs):
    note(Page, [instance.pk])
    if parent_page_before.pk != parent_page_after.pk:
        note(Page, [parent_page_before.pk])
        take_what_is_closed(Page.objects.values_list("path", flat=True).get(pk=instance.pk))


def _piece_deleted(instance, **kwargs):
    series = instance.live and SeriesPage.objects.filter(pk=instance.series_id).first()
    if series:
        note(SeriesPage, [series.pk])
        take_what_is_closed(series.path)


def _restricted(instance, **kwargs):
    note(Page, [instance.page_id])
    take_what_is_closed(instance.page.path)


def _released(instance, **kwargs):
    note(Page, [instance.page_id])


def _saved(sender, instance, created, **kwargs):
    # A new picture or topic stands nowhere yet, and a masthead is made empty by the first request.
    if not created:
        note(sender, [instance.pk])


def _image_goes(instance, **kwargs):
    if users := that_link_to([instance.pk], CreditedImage):
        note(InstallmentPage, users)


def _plan_changed(instance, **kwargs):
    note(SeriesPage, [instance.series_id])


def _reordered(sender, series, **kwargs):
    note(SeriesPage, [series.pk])
