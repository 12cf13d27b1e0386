"""Whether the public may read now what a letter is about. Asked when letters are written, and again before each goes."""

from uuid import UUID

from series.models import Correction, InstallmentPage
from series.withdrawal import STILL_TOLD


def may_be_read(page_id: int, correction: UUID | None = None) -> bool:
    """May everybody see a piece, and is its text still there; or, of a correction by its key, is it told? One query.

    A piece that was withdrawn is mailed to nobody; that it was may be, as its correction.
    """
    pieces = InstallmentPage.objects.visible().filter(pk=page_id, alias_of=None)
    if correction is None:
        return pieces.filter(is_withdrawn=False).exists()
    return Correction.objects.filter(
        STILL_TOLD, translation_key=correction, page_id=page_id, page__in=pieces.values("pk")
    ).exists()
