"""Which pages of the archive show a piece, whether or not the public may see it: asked by series/changes.py."""

from collections.abc import Iterable

from django.conf import settings
from django.utils import timezone, translation

from series.models import InstallmentPage
from series.reading.archive import address_of


def addresses_in_archive(ids: Iterable[int]) -> set[str]:
    """The month and the year of each piece, and those before and after, which lead to them. Two queries.

    Of pieces in any state: the neighbour of a month is the next with anything that has a day.
    """
    # An editor's own time zone, which the admin works in, is not the archive's.
    zone = timezone.get_default_timezone()
    days = InstallmentPage.objects.filter(first_published_at__isnull=False).order_by()
    months = {_month(moment) for moment in days.datetimes("first_published_at", "month", tzinfo=zone)}
    own = InstallmentPage.objects.filter(pk__in=set(ids), first_published_at__isnull=False).order_by()
    moments = own.values_list("first_published_at", flat=True)
    shown = {_month(timezone.localtime(moment, zone)) for moment in moments}
    years = {(year, None) for year, _month_ in shown}
    periods = shown | years | _beside(months, shown) | _beside({(year, None) for year, _ in months}, years)
    addresses = set()
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            addresses |= {address_of(*period) for period in periods}
    return addresses


def _month(moment) -> tuple[int, int]:
    return moment.year, moment.month


def _beside(periods: set[tuple], own: set[tuple]) -> set[tuple]:
    """Those that stand next to one of `own` in time."""
    ordered = sorted(periods | own, key=lambda period: (period[0], period[1] or 0))
    return {
        near
        for place, period in enumerate(ordered)
        if period in own
        for near in ordered[max(place - 1, 0) : place + 2]
    }
