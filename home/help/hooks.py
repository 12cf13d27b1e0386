"""The doors to the handbook: its addresses, and its place in the menu."""

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from home.help.views import HandbookView, picture


@hooks.register("register_admin_urls")
def register_help_addresses():
    return [
        path("help/", HandbookView.as_view(), name="help"),
        path("help/pictures/<slug:name>.png", picture, name="help_picture"),
    ]


@hooks.register("register_help_menu_item")
def register_handbook():
    return MenuItem(_("For editors"), reverse("help"), name="for-editors", icon_name="help", order=100)
