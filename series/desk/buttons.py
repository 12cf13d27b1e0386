"""Buttons of the desk on pages: one function says who sees which, and they stand in the header and in lists alike."""

from collections.abc import Callable, Iterable

from wagtail import hooks
from wagtail.admin.widgets.button import Button

# (page, user, next_url), where `next_url` is the address to come back to, or None.
Buttons = Callable[..., Iterable[Button]]


def on_pages(buttons: Buttons) -> Buttons:
    """Put the buttons that a function yields for a page into its header and behind the dots of its row in lists."""

    def in_header(page, user, view_name, next_url=None):
        yield from buttons(page, user, next_url)

    hooks.register("register_page_header_buttons", in_header)
    hooks.register("register_page_listing_more_buttons", buttons)
    return buttons
