"""The report of pieces: by series, author, topic, language, state and the days on which they were first published."""

from django.db.models import Count, F
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column

from series.desk.listings import StatusFilter, language_filter
from series.desk.reports.base import EditorsReport, day_of, title_column
from series.desk.reports.filters import AuthorFilter, PeriodFilter, SeriesFilter, TopicFilter
from series.desk.reports.told import told_of
from series.models import InstallmentPage


class PiecesFilterSet(WagtailFilterSet):
    """Filters of the report."""

    series = SeriesFilter()
    author = AuthorFilter()
    topic = TopicFilter()
    language = language_filter()
    state = StatusFilter()
    period = PeriodFilter(field_name="first_published_at", label=gettext_lazy("First published"))

    class Meta:
        model = InstallmentPage
        fields = []


class PiecesReport(EditorsReport):
    """All pieces, those published last first, then the drafts."""

    model = InstallmentPage
    page_title = gettext_lazy("Pieces")
    header_icon = "doc-full"
    index_url_name = "series_report_pieces"
    index_results_url_name = "series_report_pieces_results"
    filterset_class = PiecesFilterSet
    filename = "pieces"
    default_ordering = (F("first_published_at").desc(nulls_last=True), "pk")
    columns = [
        title_column(gettext_lazy("Title"), sort_key="title"),
        Column("part_number", label=gettext_lazy("Part"), sort_key="part_number"),
        Column("series_title", label=gettext_lazy("Series"), sort_key="series_title"),
        Column("author_names", label=gettext_lazy("Authors")),
        Column("topic_names", label=gettext_lazy("Topics")),
        Column("state", label=gettext_lazy("Status")),
        Column(
            "first", label=gettext_lazy("First published"), accessor=day_of("first_published_at"),
            sort_key="first_published_at",
        ),
        Column(
            "last", label=gettext_lazy("Last published"), accessor=day_of("last_published_at"),
            sort_key="last_published_at",
        ),
        Column("words", label=gettext_lazy("Words")),
        Column("corrected", label=gettext_lazy("Corrections"), sort_key="corrected"),
    ]  # fmt: skip
    export = {
        "draft_title": gettext_lazy("Title"),
        "part_number": gettext_lazy("Part"),
        "series_title": gettext_lazy("Series"),
        "author_names": gettext_lazy("Authors"),
        "topic_names": gettext_lazy("Topics"),
        "language": gettext_lazy("Language"),
        "state": gettext_lazy("Status"),
        "first_published_at": gettext_lazy("First published"),
        "last_published_at": gettext_lazy("Last published"),
        "words": gettext_lazy("Words"),
        "corrected": gettext_lazy("Corrections"),
    }

    def get_base_queryset(self):
        return (
            InstallmentPage.objects.filter(alias_of=None)
            .annotate(
                series_title=Coalesce("series__draft_title", "series__title"),
                corrected=Count("corrections", distinct=True),
            )
            .select_related("locale")
        )

    def complete(self, rows):
        facts = told_of(rows)
        for piece in rows:
            told = facts[piece.pk]
            piece.author_names, piece.topic_names = ", ".join(told.authors), ", ".join(told.topics)
            piece.words = told.words
            piece.language = piece.locale.get_display_name()
            piece.state = _state(piece)


def _state(piece: InstallmentPage) -> str:
    if not piece.live:
        return _("Expired") if piece.expired else _("Draft")
    if piece.is_withdrawn:
        return _("Withdrawn")
    return _("Published, changed since") if piece.has_unpublished_changes else _("Published")
