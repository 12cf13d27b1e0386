"""Who follows a series, in numbers; what was mailed of it; and, for managing editors, the addresses as a table."""

import csv

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView, View
from wagtail.log_actions import log

from publication.spreadsheets import plain_cell
from series.desk.desk_view import OfSeries, SeriesViewMixin
from series.desk.followers.counting import Tally, followers_of, tallies
from series.desk.followers.words import told
from series.models import Follow, Mailing
from series.permissions import may_have_addresses, may_order

EXPORTED = "series.export_followers"
MOST_MAILINGS = 100


class SeriesFollowersView(SeriesViewMixin, TemplateView):
    """For those who may edit the parts of others."""

    template_name = "admin/series/followers.html"
    page_title = gettext_lazy("Followers")
    header_icon = "mail"
    may = staticmethod(may_order)

    def get_context_data(self, **kwargs):
        of_series = Mailing.objects.filter(page__series__translation_key=self.series.translation_key)
        rows = list(of_series.select_related("page").order_by("-made_at", "-pk")[:MOST_MAILINGS])
        counts = tallies(rows)
        return super().get_context_data(
            following=followers_of(self.series.translation_key),
            rows=[
                (
                    row,
                    reverse("series_piece_mail", args=[row.page_id]),
                    told(row),
                    counts.get(row.pk, Tally()),
                )
                for row in rows
            ],
            export_address=(
                reverse("series_export_followers", args=[self.series.pk])
                if may_have_addresses(self.request.user)
                else ""
            ),
            **kwargs,
        )


class ExportFollowersView(OfSeries, View):
    """The addresses that follow a series, as CSV. By POST only, and each time a line in the history of the series."""

    may = staticmethod(lambda user, series: may_have_addresses(user) and may_order(user, series))
    http_method_names = ["post"]

    def post(self, request):
        follows = Follow.objects.active().filter(family=self.series.translation_key)
        rows = list(follows.select_related("follower").order_by("confirmed_at", "pk"))
        log(instance=self.series, action=EXPORTED, user=request.user, data={"count": len(rows)})
        return as_csv(rows, f"followers-{self.series.slug}-{timezone.localdate():%Y-%m-%d}.csv")


def as_csv(follows: list[Follow], name: str) -> HttpResponse:
    """Follows as a table with a row for each; no cell is a formula, whatever somebody typed as an address."""
    response = HttpResponse(
        "\ufeff",  # so that spreadsheet programs read it as UTF-8
        content_type="text/csv; charset=utf-8",
        headers={
            "Content-Disposition": content_disposition_header(as_attachment=True, filename=name),
            "Cache-Control": "no-store",
        },
    )
    table = csv.writer(response)
    table.writerow(["address", "language", "receives", "confirmed"])
    for follow in follows:
        confirmed = date_format(timezone.localtime(follow.confirmed_at), "Y-m-d")
        table.writerow([plain_cell(follow.follower.address), follow.language, follow.choice, confirmed])
    return response
