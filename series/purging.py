"""Which change takes what back from caches: everything that shows the thing, as it was before and as it is after.

Before it is written (a topic that goes from a piece, an address that a series gives up) and once it is written (a topic
that comes), series/changes.py is asked where the thing is shown, and the journal of purges notes the answer in the
transaction of the change. The signals are those by which editions notice changes (series/editions/shelf/noticing.py), and
those that come before them. What stands in the header or footer of every page purges everything.

Where nothing is cached, nothing is asked: neither while somebody works on the site, nor in most tests.
"""

from urllib.parse import unquote

from django.conf import settings
from django.db.models import Model
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_delete, pre_save
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Locale, Page, PageViewRestriction, Site
from wagtail.signals import (
    page_published,
    page_slug_changed,
    post_page_move,
    pre_page_move,
)

from authors.models import AuthorPage
from publication.caching import horizon
from publication.caching.journal import note
from publication.models import CreditedImage, Masthead, OutgoingLink
from publication.models.purges import EVERYTHING
from series.changes import addresses_showing
from series.models import InstallmentPage, PlannedPart, SeriesPage, Topic
from series.running_order import order_changed

# Pages of other types stand in the header and the footer of all.
SHOWN_SOMEWHERE = (InstallmentPage, SeriesPage, AuthorPage)


def purge_what_shows(thing: Model) -> None:
    """Note all that shows a thing as the database has it now. Call it before and after a change of many rows."""
    horizon.forget()
    if settings.PAGE_CACHE or settings.CACHE_PROXIES:
        note(_shown(thing))


def _shown(thing: Model) -> set[str]:
    if isinstance(thing, Page):
        thing = thing.specific
        if not isinstance(thing, SHOWN_SOMEWHERE):
            return {EVERYTHING}
    return {EVERYTHING} if isinstance(thing, Masthead) else addresses_showing(thing)


def connect() -> None:
    """Listen."""
    for signal, receiver, sender in (
        (pre_save, _page_is_written, None),
        (page_published, _changed, None),
        (page_slug_changed, _changed, None),
        (pre_page_move, _moves, None),
        (post_page_move, _changed, None),
        (pre_delete, _page_goes, None),
        (order_changed, _reordered, None),
        (post_save, _restricted, PageViewRestriction),
        (post_delete, _restricted, PageViewRestriction),
        *((pre_save, _row_is_written, model) for model in (Topic, PlannedPart)),
        *((post_save, _row_was_written, model) for model in (Topic, PlannedPart, CreditedImage)),
        *((pre_delete, _changed, model) for model in (Topic, PlannedPart, CreditedImage)),
        (m2m_changed, _topics_of_plan, PlannedPart.topics.through),
        (pre_save, _link_is_written, OutgoingLink),
        *(
            (signal, _frame_changed, model)
            for model in (Masthead, Site, Locale)
            for signal in (post_save, post_delete)
        ),
        *((signal, _redirected, Redirect) for signal in (post_save, post_delete)),
    ):
        signal.connect(
            receiver, sender=sender, dispatch_uid=f"purging-{receiver.__name__}-{sender}-{id(signal)}"
        )


def _changed(sender, instance, **kwargs):
    purge_what_shows(instance)


def _is_new(instance, raw=False) -> bool:
    return raw or instance._state.adding or instance.pk is None


def _page_is_written(sender, instance, raw=False, update_fields=None, **kwargs):
    """A page as the public saw it; drafts write some fields only, and never one that readers see."""
    if isinstance(instance, Page) and update_fields is None and not _is_new(instance, raw):
        former = Page.objects.filter(pk=instance.pk, live=True).first()
        if former is not None:
            purge_what_shows(former)


def _page_goes(sender, instance, **kwargs):
    if isinstance(instance, SHOWN_SOMEWHERE) or (isinstance(instance, Page) and sender is not Page):
        if instance.live:
            purge_what_shows(instance)


def _moves(sender, instance, parent_page_before, **kwargs):
    purge_what_shows(instance)
    if isinstance(series := parent_page_before.specific, SeriesPage):
        purge_what_shows(series)


def _reordered(sender, series, **kwargs):
    purge_what_shows(series)


def _restricted(sender, instance, **kwargs):
    purge_what_shows(instance.page)


def _row_is_written(sender, instance, raw=False, **kwargs):
    if not _is_new(instance, raw) and (former := sender._base_manager.filter(pk=instance.pk).first()):
        purge_what_shows(former)


def _row_was_written(sender, instance, created, raw=False, **kwargs):
    # A new picture or topic stands nowhere yet.
    if not raw and not (created and isinstance(instance, (CreditedImage, Topic))):
        purge_what_shows(instance)


def _topics_of_plan(sender, instance, action, **kwargs):
    if isinstance(instance, PlannedPart) and action in ("post_add", "pre_remove", "pre_clear"):
        purge_what_shows(instance)


def _link_is_written(sender, instance, raw=False, **kwargs):
    """A link is asked every few weeks; readers see of it only the copy behind it, and that when it is dead."""
    if _is_new(instance, raw):
        return
    former = OutgoingLink.objects.filter(pk=instance.pk).values_list("archived_address", "state").first()
    if former and (instance.archived_address, instance.state) != former:
        if instance.archived_address or former[0]:
            purge_what_shows(instance)


def _frame_changed(sender, instance, created=False, raw=False, **kwargs):
    # An empty masthead is made by the first request that asks for it.
    if not raw and not (created and sender is Masthead):
        horizon.forget()
        if settings.PAGE_CACHE or settings.CACHE_PROXIES:
            note({EVERYTHING})


def _redirected(sender, instance, raw=False, **kwargs):
    """The old address, with and without its last slash, as readers type either."""
    path = unquote(instance.old_path.partition("?")[0])
    if not raw and path and (settings.PAGE_CACHE or settings.CACHE_PROXIES):
        note({path, f"{path.rstrip('/')}/"})
