"""The admin of roles, for superusers: Wagtail's, with lines in the audit log for rights on places.

Wagtail adds those in one go, of which no signal tells; what goes is noticed by itself (authors/audit/noticing.py).
"""

from wagtail.models import GroupCollectionPermission, GroupPagePermission
from wagtail.users.views import groups as views

from authors.audit.noticing import place_given


class NotesPlacesMixin:
    """Notes which rights on pages and collections a saved form has added."""

    def process_form(self):
        before = self._places()
        response = super().process_form()
        for key, row in self._places().items():
            if key not in before:
                place_given(type(row), row, created=True)
        return response

    def _places(self) -> dict:
        if self.object is None or self.object.pk is None:
            return {}
        pages = GroupPagePermission.objects.filter(group=self.object).select_related(
            "page", "permission", "group"
        )
        collections = GroupCollectionPermission.objects.filter(group=self.object).select_related(
            "collection", "permission", "group"
        )
        return {(type(row), row.pk): row for row in (*pages, *collections)}


class RoleCreateView(NotesPlacesMixin, views.CreateView):
    """Make a role."""


class RoleEditView(NotesPlacesMixin, views.EditView):
    """Change a role."""


class RoleViewSet(views.GroupViewSet):
    """Roles in the settings menu."""

    add_view_class = RoleCreateView
    edit_view_class = RoleEditView
