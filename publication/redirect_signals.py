"""When addresses change: renamed pages, moved pages, pages that take an address over."""

from wagtail.signals import page_published, page_slug_changed, post_page_move

from publication.redirects import forget_address, remember_page


def connect() -> None:
    """Listen to Wagtail's signals: a move in the admin goes around Page.move(), and a rename is known only in save."""
    page_slug_changed.connect(_renamed, dispatch_uid="redirects-renamed")
    post_page_move.connect(_moved, dispatch_uid="redirects-moved")
    page_published.connect(_published, dispatch_uid="redirects-published")


def _renamed(instance, instance_before, **kwargs):
    remember_page(instance, instance_before.url_path)


def _moved(instance, url_path_before, **kwargs):
    remember_page(instance, url_path_before)


def _published(instance, **kwargs):
    if instance.live:
        forget_address(instance)
