"""The admin's door to the report of addresses that were not found."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from publication.missed_report import MissedMenuItem, urlpatterns


@hooks.register("register_admin_urls")
def register_missed_addresses():
    return urlpatterns


@hooks.register("register_reports_menu_item")
def register_missed_report():
    return MissedMenuItem(
        _("Addresses not found"),
        reverse("missed_addresses"),
        name="missed-addresses",
        icon_name="warning",
        order=900,
    )
