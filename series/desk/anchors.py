"""Where a field stands in the form: the anchor of the section around it, which opens the tab that it is on."""

from functools import cache

from django.urls import reverse
from wagtail.admin.panels import FieldPanel, InlinePanel, ObjectList
from wagtail.admin.panels.group import PanelGroup


def field_address(page, field: str) -> str:
    """The address of the form of a page, at the field."""
    return f"{reverse('wagtailadmin_pages:edit', args=[page.pk])}#{anchors_of(type(page)).get(field, '')}"


@cache
def anchors_of(model) -> dict[str, str]:
    """The id of the section of each field and each list of rows, by name, as Wagtail's panels make them."""
    return dict(_walk(model.get_edit_handler(), "panel", ""))


def _walk(panel, prefix: str, section: str):
    if isinstance(panel, FieldPanel):
        yield panel.field_name, section
    elif isinstance(panel, InlinePanel):
        yield panel.relation_name, section
    elif isinstance(panel, PanelGroup):
        for child, identifier in zip(panel.children, panel.child_identifiers, strict=True):
            inner = f"{prefix}-child-{identifier}"
            # Only what stands directly in a list of panels is a section of its own; groups hold their fields in one.
            own = f"{prefix}-{identifier}-section" if isinstance(panel, ObjectList) else section
            yield from _walk(child, inner, own)
