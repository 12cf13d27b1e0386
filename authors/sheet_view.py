"""Authors from a spreadsheet, in the admin."""

from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from authors.importing import COLUMNS, import_authors
from authors.models import AuthorIndexPage
from authors.permissions import may_add_authors
from publication.csv_view import SheetView


def may_bring_authors(user) -> bool:
    """May the user make authors from a table? It takes adding them in every language, as rows choose theirs."""
    indexes = list(AuthorIndexPage.objects.filter(alias_of=None))
    return bool(indexes) and all(may_add_authors(user, index) for index in indexes)


class AuthorSheetView(SheetView):
    """Makes drafts of authors' pages."""

    page_title = _("Authors from a spreadsheet")
    columns = ("display_name", *(name for name in COLUMNS if name != "display_name"))

    def dispatch(self, request, *args, **kwargs):
        if not may_bring_authors(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def bring_in(self, data, *, rehearse):
        return import_authors(data, rehearse=rehearse, user=self.request.user)

    def get_breadcrumbs_items(self):
        return [
            {"url": reverse("authors:index"), "label": _("Authors")},
            {"url": "", "label": self.page_title},
        ]
