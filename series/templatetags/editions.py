"""Where a page leads to its editions, and how the desk says how they stand."""

from dataclasses import dataclass

from django import template
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from publication.times import said
from series.editions.shelf.forms import KINDS, forms_in
from series.editions.shelf.states import Standing, State
from series.models import Edition
from series.reading.shapes import EditionFile

register = template.Library()
KILO, MEGA = 1_000, 1_000_000


@dataclass(frozen=True)
class Offered:
    """A form in which a page can be taken away: the ending of its address, its name, its media type, how much it is."""

    ending: str
    name: str
    media_type: str
    extent: str


@register.filter
def without_slash(address: str) -> str:
    """The address of a page as its editions begin: `/series/rivers` of `/series/rivers/`."""
    return address.rstrip("/")


@register.simple_tag
def edition_forms(files: dict[str, EditionFile]) -> list[Offered]:
    """The forms that this machine makes in the language of the page; `files` are those that are there."""
    return [
        Offered(form, Edition.Form(form).label, KINDS[form].media_type, _extent(files.get(form)))
        for form in forms_in(get_language())
    ]


@register.simple_tag
def edition_standing(standing: Standing) -> str:
    """How an edition stands, in a sentence or two."""
    words = {
        State.CURRENT: _("There"),
        State.MAKING: _("Being made"),
        State.WAITING: _("Waiting to be made"),
        State.FAILED: _("Could not be made"),
        State.LEFT: _("Made at the next download"),
        State.ABSENT: _("Made at the first download"),
        State.IMPOSSIBLE: _("Switched off"),
    }
    sentences = [words[standing.state]]
    if standing.was_killed:
        sentences.append(_("the worker was stopped in the middle of it each time"))
    if standing.state is State.FAILED and standing.next_at:
        sentences.append(_("tried again at %(time)s") % {"time": said(standing.next_at)})
    if standing.made_at:
        kept = _extent(EditionFile(standing.size, standing.sheets))
        sentences.append(_("%(extent)s, made %(time)s") % {"extent": kept, "time": said(standing.made_at)})
    return "; ".join(sentences)


def _extent(file: EditionFile | None) -> str:
    """ "34 pages, 1.2 MB"; nothing where no file is there."""
    if file is None:
        return ""
    pages = ngettext("%(count)d page", "%(count)d pages", file.sheets) % {"count": file.sheets}
    return ", ".join([pages, _weight(file.size)] if file.sheets else [_weight(file.size)])


def _weight(size: int) -> str:
    """A number of bytes, in units of a thousand: "1.2 MB", "34 kB"."""
    return (
        f"{size / MEGA:.1f}\u00a0MB" if size >= MEGA - KILO // 2 else f"{max(1, round(size / KILO))}\u00a0kB"
    )
