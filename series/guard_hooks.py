"""The admin's doors to deletion: what is named elsewhere is refused with the list of pieces, before any form is shown."""

from itertools import groupby

from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import Page

from publication.deletion import Use, uses_of

MOST_THINGS = 5
MOST_PIECES = 10


@hooks.register("before_delete_page")
def refuse_to_delete_page(request, page):
    """Refuse a page that is named, or has a named page below it."""
    uses = uses_of([page])
    if not uses:
        return None
    messages.error(request, refusal(uses))
    return redirect("wagtailadmin_explore", page.get_parent().pk)


@hooks.register("before_bulk_action")
def refuse_to_delete_pages(request, action_type, objects, action):
    """Refuse a choice of pages in which one is named."""
    pages = [thing for thing in objects if isinstance(thing, Page)]
    if action_type != "delete" or not pages:
        return None
    uses = uses_of(pages)
    if not uses:
        return None
    messages.error(request, refusal(uses))
    return redirect("wagtailadmin_explore", pages[0].get_parent().pk)


@hooks.register("before_delete_snippet")
def refuse_to_delete_snippets(request, instances):
    """Refuse topics that are in use, one or a choice of them."""
    uses = uses_of(instances)
    if not uses:
        return None
    messages.error(request, refusal(uses))
    return redirect(reverse(instances[0].snippet_viewset.get_url_name("list")))


def refusal(uses: list[Use]):
    """The message for an editor: each thing that is named, and links to what names it."""
    things = [(name, list(pieces)) for name, pieces in groupby(uses, key=lambda use: use.names)]
    lines = [
        format_html(
            _("“{name}” is named in {pieces}."),
            name=name,
            pieces=_links(pieces),
        )
        for name, pieces in things[:MOST_THINGS]
    ]
    if len(things) > MOST_THINGS:
        more = len(things) - MOST_THINGS
        lines.append(ngettext("And %(n)d more is named.", "And %(n)d more are named.", more) % {"n": more})
    return format_html(
        "{} {} {}",
        _("Nothing was deleted."),
        format_html_join(" ", "{}", ((line,) for line in lines)),
        _(
            "Drafts and earlier versions count, as they can be published again. Merge it into another, or take it down."
        ),
    )


def _links(uses: list[Use]):
    shown = format_html_join(
        ", ",
        "{}",
        (
            (format_html('<a href="{}">{}</a>', use.address, use.title) if use.address else use.title,)
            for use in uses[:MOST_PIECES]
        ),
    )
    if len(uses) <= MOST_PIECES:
        return shown
    return format_html(_("{pieces} and {more} more"), pieces=shown, more=len(uses) - MOST_PIECES)
