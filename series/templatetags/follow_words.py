"""The words of the form that follows by mail."""

from django import template
from django.utils.translation import gettext as _

from series.models import Follow

register = template.Library()


@register.filter
def follow_text(kind: str) -> str:
    """What a follower of a kind of thing can expect, in a sentence."""
    return {
        Follow.Kind.SITE: _("A letter when a piece is published, or one a week with all that is new."),
        Follow.Kind.SERIES: _(
            "A letter with each new part, one a week, or all parts one by one from the first."
        ),
        Follow.Kind.AUTHOR: _("A letter when something new by this author is published, or one a week."),
        Follow.Kind.TOPIC: _("A letter when something new on this topic is published, or one a week."),
    }[kind]
