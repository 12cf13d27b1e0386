"""Part numbers in an editor's words."""

from django.utils.translation import gettext as _


def spoken_number(number: int | None) -> str:
    """ "part 3", "the preface (0)", "a piece without a number"."""
    if number is None:
        return _("a piece without a number")
    if number == 0:
        return _("the preface (0)")
    return _("part %(number)d") % {"number": number}
