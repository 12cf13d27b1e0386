"""Withdrawal: what readers still see of a piece whose text was taken back.

Address, title and subtitle, the people, the place in the series, the topics and the reason stay; every word of the
text goes, from the page and from all that is made of it, and so do the other corrections, which may quote it. The fact
is kept on the page's row (`is_withdrawn`, written by InstallmentPage.save), so that lists and the search can ask for
it. Nothing is deleted: without the correction of that kind the text is back.
"""

import copy

from django.db.models import Q

from series.models.corrections import Correction

# The fields that hold words or pictures of the text, and what stands in them once it is withdrawn.
TAKEN_OUT = {
    "standfirst": "",
    "editors_note": "",
    "body": "[]",
    "image_id": None,
    "image_alt": "",
    "image_caption": "",
    "disclosure": "",
    "search_description": "",
    "reading_minutes": 0,
}

# The corrections that readers are told, as a condition on their rows.
STILL_TOLD = Q(page__is_withdrawn=False) | Q(kind=Correction.Kind.WITHDRAWAL)


def still_told(page) -> list[Correction]:
    """The same of an installment as it is in memory, in the editors' order."""
    rows = list(page.corrections.all())
    return [row for row in rows if row.kind == Correction.Kind.WITHDRAWAL] or rows


def has_withdrawal(page) -> bool:
    """Do the corrections of an installment, as it is in memory, withdraw it?"""
    return any(row.kind == Correction.Kind.WITHDRAWAL for row in page.corrections.all())


def as_readers_may_see(page):
    """The page itself, or a copy in memory without its text when it is withdrawn. Never save the copy."""
    if not page.is_withdrawn:
        return page
    shown = copy.copy(page)
    for name, nothing in TAKEN_OUT.items():
        setattr(shown, name, nothing)
    return shown
