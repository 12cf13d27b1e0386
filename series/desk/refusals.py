"""How an editor is told that a piece was not published: what is missing, each with a link to its field."""

from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from wagtail.admin import messages

from series.checklist.evaluation import Checklist
from series.desk.anchors import anchors_of, field_address


def tell_refusal(request, page, checklist: Checklist) -> None:
    """Leave a message with the points that keep the page out of print. Nothing that was typed is lost by then."""
    said = format_html(
        _("“{title}” is not published: its checklist is not complete. The draft is saved."),
        title=page.get_admin_display_title(),
    )
    messages.error(request, format_html("{} {}", said, _points(page, checklist)))


def _points(page, checklist: Checklist):
    # On the page's own form the browser only changes the hash: Wagtail's controller opens the tab and goes there.
    line = (
        '<li><a class="w-text-white w-underline" href="{}" data-controller="w-focus" data-action="w-focus#focus" '
        'data-w-focus-target-value="#{}">{}</a>: {}</li>'
    )
    lines = (
        (
            field_address(page, finding.field),
            anchors_of(type(page)).get(finding.field, ""),
            point.rule.label,
            finding.message,
        )
        for point in checklist.missing
        for finding in point.findings
    )
    return format_html("<ul>{}</ul>", format_html_join("", line, lines))
