"""Where wagtail-localize meets the admin: our views at its addresses, and no entrance to what this site does not do.

All come before its own hooks, as Wagtail sorts by `order`.
"""

from django.urls import path
from wagtail import hooks
from wagtail_localize.wagtail_hooks import page_listing_more_buttons

from series.desk.translating.editor import open_editor
from series.desk.translating.views import (
    MAY_TRANSLATE,
    BeginView,
    GiveAgainView,
    TranslatedReport,
    keep_apart,
    nothing_here,
)

BEFORE = -10

# Its buttons in lists of pages ask the database several times for each row. A page's own header has them too.
_of_lists = hooks._hooks["register_page_listing_more_buttons"]
_of_lists[:] = [entry for entry in _of_lists if entry[0] is not page_listing_more_buttons]


@hooks.register("register_admin_urls", order=BEFORE)
def register_translation_addresses():
    """At the addresses of wagtail-localize, whose names lead here as well."""
    api = "localize/api/snippets/<slug:app_label>/<slug:model_name>/"
    return [
        path("localize/submit/page/<int:page_id>/", BeginView.as_view()),
        path("localize/submit/snippet/<slug:app_label>/<slug:model_name>/<str:pk>/", nothing_here),
        path("localize/update/<int:translation_source_id>/", GiveAgainView.as_view()),
        path("localize/page/<int:page_id>/convert_to_alias/", keep_apart),
        path("localize/reports/translations/", TranslatedReport.as_view()),
        path("localize/reports/translations/results/", TranslatedReport.as_view(results_only=True)),
        path(api, nothing_here),
        path(f"{api}<str:pk>/", nothing_here),
    ]


@hooks.register("before_edit_page", order=BEFORE)
def open_translation(request, page):
    """Before wagtail-localize's own, which publishes what is sent and asks nobody."""
    return open_editor(request, page)


@hooks.register("construct_page_action_menu", order=100)
def offer_no_alias(menu_items, request, context):
    """Leave out what `keep_apart` refuses."""
    menu_items[:] = [item for item in menu_items if item.name != "localize-convert-to-alias"]


@hooks.register("construct_reports_menu", order=100)
def offer_report_to_translators(request, menu_items):
    """wagtail-localize offers its report to everybody."""
    if not request.user.has_perm(MAY_TRANSLATE):
        menu_items[:] = [item for item in menu_items if item.name != "translations"]
