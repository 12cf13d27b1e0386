"""The admin's side of people: what a forged request may not do to a page."""

from django.core.exceptions import PermissionDenied
from wagtail import hooks


@hooks.register("before_edit_page")
def refuse_publishing_on_edit(request, page):
    """Refuse a forged "publish" whole. Wagtail itself would quietly save a draft instead."""
    if request.method == "POST" and request.POST.get("action-publish"):
        if not page.permissions_for_user(request.user).can_publish():
            raise PermissionDenied


@hooks.register("before_create_page")
def refuse_publishing_on_create(request, parent, page_class):
    """The same for a page that is being made."""
    if request.method == "POST" and request.POST.get("action-publish"):
        if not parent.permissions_for_user(request.user).can_publish_subpage():
            raise PermissionDenied


@hooks.register("before_copy_page")
def refuse_publishing_copies(request, page):
    """And for copies: to ask for live ones, or for an alias of what is live, takes who may publish."""
    if request.method == "POST" and (request.POST.get("publish_copies") or request.POST.get("alias")):
        if not page.permissions_for_user(request.user).can_publish():
            raise PermissionDenied
