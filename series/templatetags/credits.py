"""How bylines are printed: names in order, joined in the language of the page, other roles said in words."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from publication.templatetags.words import joined

register = template.Library()

# A name of so many signs fits on the line of any phone; a longer one (an organisation's) may have to be broken.
LONGEST_HELD = 24


def _marked(credit):
    return (
        format_html('<span lang="{}">{}</span>', credit.language, credit.name)
        if credit.language
        else credit.name
    )


def _linked(credit):
    name = _marked(credit)
    return format_html('<a href="{}">{}</a>', credit.address, name) if credit.address else name


@register.filter
def held(name):
    """The attribute that keeps a name on one line, also at the hyphen of "Choe Won-gi"; empty for a long name."""
    return mark_safe(' class="held"') if len(name) <= LONGEST_HELD else ""


@register.filter
def held_names(credits):
    """The names of a byline with links to the people's pages, each on one line."""
    return joined(
        format_html('<a href="{}"{}>{}</a>', credit.address, held(credit.name), _marked(credit))
        if credit.address
        else format_html("<span{}>{}</span>", held(credit.name), _marked(credit))
        for credit in credits
    )


def leading(credits) -> tuple:
    """Whom a piece is by: its authors, or the first role that is credited where there is no author."""
    authors = tuple(credit for credit in credits if credit.role == "author")
    return authors or tuple(credit for credit in credits if credit.role == credits[0].role)


@register.filter
def credited_names(credits):
    """The names a piece is by, for one line of a list: "Abel Anand, Zora Whitlock and 김서윤"."""
    return joined(_marked(credit) for credit in leading(credits)) if credits else ""


@register.filter
def linked_names(credits):
    """The same with links to the people's pages."""
    return joined(_linked(credit) for credit in leading(credits)) if credits else ""


@register.filter
def credit_groups(credits):
    """The byline in groups of those who share a role, in order: `label` (empty for authors), `names`, `people`."""
    groups: dict[str, list] = {}
    for credit in credits:
        groups.setdefault(credit.role, []).append(credit)
    return [
        {
            "label": "" if role == "author" else people[0].role_label,
            "names": joined(_linked(credit) for credit in people),
            "people": people,
        }
        for role, people in groups.items()
    ]
