"""What the home of the admin may tell somebody: a contributor of their own pages, others of all they may edit."""

from django.db.models import Q
from wagtail.models import Page

from authors.permissions import edits_pages_of_others


def told_to(user):
    """The pages (a queryset) of which the user may be told, drafts included."""
    pages = Page.objects.filter(alias_of=None)
    if edits_pages_of_others(user):
        return pages
    return pages.filter(Q(owner=user) | Q(pk=user.author_page_id))


def is_told_of_plans(user) -> bool:
    """May the user be told of planned parts and of the state of series?"""
    return edits_pages_of_others(user) and user.has_perm("series.change_plannedpart")
