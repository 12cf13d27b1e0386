"""The two indexes of a page, of words and of references: written once each time it is stored, when all its rows are.

Wagtail writes both with the page, before its rows are there, and the index of references again with each row: of a piece
with two authors and five topics that was half of all that publishing asked of the database. What is here comes in place
of Wagtail's signals while a page stores itself and its own rows; rows that are stored without their page keep them.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import wraps

from asgiref.local import Local
from django.db import connection, transaction
from django.db.models.signals import post_delete
from modelsearch.index import get_indexed_models
from modelsearch.signal_handlers import post_delete_signal_handler
from modelsearch.tasks import insert_or_update_object_task
from wagtail.models import Page
from wagtail.tasks import update_reference_index_task

# What saving a draft writes to the row of a page (wagtail.models.Page.save_revision): nothing that an index holds.
OF_DRAFTS = frozenset(
    {"latest_revision_created_at", "draft_title", "latest_revision", "has_unpublished_changes"}
)
COMMENTS = "wagtail_admin_comments"
_BY_US = "by us"
_storing = Local()


@contextmanager
def indexed_once(page: Page, update_fields=None) -> Iterator[None]:
    """Store a page in here: its indexes are written at the end, in the transaction of the storing."""
    if connection.in_atomic_block:
        with _once(page, update_fields):
            yield
    else:
        with transaction.atomic(), _once(page, update_fields):
            yield


@contextmanager
def _once(page: Page, update_fields) -> Iterator[None]:
    # Can only be imported once all models are there.
    from wagtail.signal_handlers import reference_index_auto_update_disabled as silence

    before, silenced = pages_being_stored(), getattr(silence, "value", False)
    # Who silenced it around us (Wagtail's `disable_reference_index_auto_update`) has their reason.
    is_referring = not silenced or silenced is _BY_US
    _storing.pages = (*before, page)
    silence.value = _BY_US if is_referring else silenced
    try:
        yield
    finally:
        _storing.pages = before
        silence.value = silenced
    about = (page._meta.app_label, page._meta.model_name, str(page.pk))
    is_draft = update_fields is not None and OF_DRAFTS.issuperset({*update_fields} - {COMMENTS})
    if not is_draft:
        insert_or_update_object_task.enqueue(*about)
    # Comments name their writers, and are the one thing that drafts store in rows of their own.
    if is_referring and (not is_draft or getattr(page, "_cluster_related_objects", {}).get(COMMENTS)):
        update_reference_index_task.enqueue(*about)


def pages_being_stored() -> tuple[Page, ...]:
    """The pages that are being stored just now, in this thread, and will be indexed at the end."""
    return getattr(_storing, "pages", ())


def told_once(method):
    """What a page tells the index of words, made once each time that it is indexed: indexers ask three times."""

    @wraps(method)
    def told(self):
        kept = self.__dict__.get("_told")
        if kept is None:
            return method(self)
        if method.__name__ not in kept:
            kept[method.__name__] = method(self)
        return kept[method.__name__]

    return told


def begin_telling(page: Page) -> None:
    """A page is about to be indexed: what it told before does not count."""
    page.__dict__["_told"] = {}


def forget_deleted(base: type[Page]) -> None:
    """Keep the one signal that goes with `search_auto_update`: a deleted page leaves the index of words."""
    for model in get_indexed_models():
        if issubclass(model, base):
            post_delete.connect(
                post_delete_signal_handler, sender=model, dispatch_uid=f"unindexed-{model._meta.label}"
            )
