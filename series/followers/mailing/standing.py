"""Whether the public may read now what a letter is about. Asked when letters are written, and again before each goes."""

from uuid import UUID

from django.db.models import QuerySet

from series.models import Correction, InstallmentPage
from series.withdrawal import STILL_TOLD


def readable(*, withdrawn: bool = False) -> QuerySet[InstallmentPage]:
    """Pieces that everybody can see; those that were withdrawn, of which only that is told, when asked for."""
    pieces = InstallmentPage.objects.visible().filter(alias_of=None)
    return pieces if withdrawn else pieces.filter(is_withdrawn=False)


def may_be_read(page_id: int, correction: UUID | None = None) -> bool:
    """May everybody see a piece, and is its text still there; or, of a correction by its key, is it told? One query.

    A piece that was withdrawn is mailed to nobody; that it was may be, as its correction.
    """
    if correction is None:
        return readable().filter(pk=page_id).exists()
    pieces = readable(withdrawn=True).filter(pk=page_id)
    return Correction.objects.filter(
        STILL_TOLD, translation_key=correction, page_id=page_id, page__in=pieces.values("pk")
    ).exists()
