"""Series: one question, taken up in several installments."""

import re

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.encoding import iri_to_uri
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.fields import RichTextField
from wagtail.models import Orderable
from wagtail.search import index
from wagtail.url_routing import RouteResult

from publication.caching.keys import note_shown
from publication.frame import frame_or_default
from publication.indexing import told_once
from publication.licences import Licence
from publication.navigation import page_frame
from publication.tree import EditorialPage
from series import panels
from series.indexed import words_of_series
from series.models.citable import CitablePage, with_description
from series.models.rows import DanglingRow, DanglingRowsMixin, name_each_once
from series.models.share_card import HasShareCard
from series.models.whole import WholePage
from series.permissions import SeriesIndexPermissionTester, SeriesPermissionTester

# A part number as its addresses write it: plain digits, no leading zero.
PART_IN_ADDRESS = re.compile(r"0|[1-9][0-9]{0,3}", re.ASCII)


class SeriesIndexPage(EditorialPage):
    """The list of all series of one language; every series stands below it."""

    introduction = models.TextField(
        _("introduction"), blank=True, help_text=_("One or two sentences above the list.")
    )

    edit_handler = panels.SERIES_INDEX
    template = "pages/series_index.html"

    max_count_per_parent = 1
    parent_page_types = ["home.HomePage"]
    subpage_types = ["series.SeriesPage"]

    class Meta:
        verbose_name = _("list of series")
        verbose_name_plural = _("lists of series")

    def permissions_for_user(self, user):
        return SeriesIndexPermissionTester(user, self)

    def get_context(self, request, *args, **kwargs):
        # The reading layer is made of the models, so it can only be imported when a page is asked for.
        from series.reading.collection import read_series_index

        cards, span = read_series_index(frame_or_default(request), request)
        return super().get_context(request, *args, **kwargs) | {"cards": cards, "span": span}


class SeriesPage(DanglingRowsMixin, WholePage, CitablePage, HasShareCard, EditorialPage):
    """A series: what it asks, who edits it, how many parts are promised and in which rhythm they appear."""

    class Cloth(models.TextChoices):
        CELADON = "celadon", _("Celadon (green)")
        INDIGO = "indigo", _("Indigo (blue)")
        MADDER = "madder", _("Madder (red)")
        GARDENIA = "gardenia", _("Gardenia (gold)")

    class Status(models.TextChoices):
        PLANNED = "planned", _("Planned")
        ONGOING = "ongoing", _("Ongoing")
        COMPLETE = "complete", _("Complete")
        PAUSED = "paused", _("Paused")

    class Form(models.TextChoices):
        NUMBERED = "numbered", _("Numbered parts")
        COLUMN = "column", _("Open-ended column, newest first, without numbers")

    class CitationKind(models.TextChoices):
        BLOG_POST = "blogPost", _("Blog post")
        NEWSPAPER_ARTICLE = "newspaperArticle", _("Newspaper article")
        MAGAZINE_ARTICLE = "magazineArticle", _("Magazine article")
        REPORT = "report", _("Report")

    class Untranslated(models.TextChoices):
        SHOWN = "shown", _("Shown in their place, marked")
        LEFT_OUT = "left_out", _("Left out")

    class Weekday(models.IntegerChoices):
        MONDAY = 0, _("Monday")
        TUESDAY = 1, _("Tuesday")
        WEDNESDAY = 2, _("Wednesday")
        THURSDAY = 3, _("Thursday")
        FRIDAY = 4, _("Friday")
        SATURDAY = 5, _("Saturday")
        SUNDAY = 6, _("Sunday")

    subtitle = models.CharField(_("subtitle"), max_length=255, blank=True)
    standfirst = models.TextField(_("standfirst"), help_text=_("One or two sentences: what the series asks."))
    introduction = RichTextField(
        _("introduction"),
        blank=True,
        features=["bold", "italic", "link"],
        help_text=_("“About this series”."),
    )
    image = models.ForeignKey(
        "publication.CreditedImage",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("image"),
    )
    cloth = models.CharField(
        _("cloth"),
        max_length=10,
        choices=Cloth.choices,
        default=Cloth.CELADON,
        help_text=_("The colour it is bound in."),
    )
    form = models.CharField(_("form"), max_length=10, choices=Form.choices, default=Form.NUMBERED)
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.ONGOING)
    planned_parts = models.PositiveSmallIntegerField(
        _("planned parts"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(500)],
        help_text=_(
            "How many parts are promised. Left empty, readers are told no total before the series is complete."
        ),
    )
    untranslated_parts = models.CharField(
        _("parts in the other language only"),
        max_length=10,
        choices=Untranslated.choices,
        default=Untranslated.SHOWN,
        help_text=_("What the list of the parts does with those that are not translated into its language."),
    )
    rhythm_days = models.PositiveSmallIntegerField(
        _("days between parts"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(366)],
    )
    rhythm_weekday = models.PositiveSmallIntegerField(
        _("or always on"), null=True, blank=True, choices=Weekday.choices
    )
    rhythm_hour = models.TimeField(_("at"), null=True, blank=True, help_text=_("In the editorial time zone."))
    citation_kind = models.CharField(
        _("cited as"), max_length=20, choices=CitationKind.choices, default=CitationKind.BLOG_POST
    )
    licence = models.CharField(
        _("licence"), max_length=30, choices=Licence.choices, default=Licence.ALL_RIGHTS
    )

    edit_handler = panels.SERIES
    template = "pages/series.html"

    parent_page_types = ["series.SeriesIndexPage"]
    subpage_types = ["series.InstallmentPage"]

    search_fields = [
        *EditorialPage.search_fields,
        index.SearchField("subtitle"),
        index.SearchField("standfirst"),
        index.SearchField("introduction"),
        index.SearchField("searchable_words"),
        index.FilterField("status"),
    ]

    class Meta:
        verbose_name = _("series")
        verbose_name_plural = _("series")

    @told_once
    def searchable_words(self) -> str:
        """The series' words as the public search looks for them (publication/search_words.py)."""
        return words_of_series(self)

    def permissions_for_user(self, user):
        return SeriesPermissionTester(user, self)

    def route(self, request, path_components):
        """The addresses of the series' own beside those of its parts: `forthcoming/<n>/`."""
        if len(path_components) == 2 and path_components[0] == "forthcoming":
            if self.live and PART_IN_ADDRESS.fullmatch(path_components[1]):
                return RouteResult(self, kwargs={"forthcoming": int(path_components[1])})
            raise Http404
        return super().route(request, path_components)

    def serve(self, request, *args, forthcoming: int | None = None, **kwargs):
        note_shown(request, "series", self.slug)
        if forthcoming is None:
            return super().serve(request, *args, **kwargs)
        return self._serve_forthcoming(request, forthcoming)

    def _serve_forthcoming(self, request, number: int):
        """The announced part; once a visible part has its number, a redirect to that; else 404."""
        from series.reading.collection import ForthcomingReading, read_forthcoming

        request.is_preview = False
        found = read_forthcoming(self, number, frame_or_default(request))
        if found is None:
            raise Http404
        if not isinstance(found, ForthcomingReading):
            # Not for good: numbers can change, and a part can be withdrawn again.
            return HttpResponseRedirect(iri_to_uri(found.address))
        frame = page_frame(request, beside=self, below=f"forthcoming/{number}/")
        context = {"page": self, "forthcoming": found, "frame": frame}
        return TemplateResponse(request, "pages/forthcoming.html", context)

    def get_context(self, request, *args, whole: bool = False, **kwargs):
        """The context of its page; `whole`: with all pieces of a column, not those of one page of its list."""
        from series.reading.collection import read_series_page

        in_preview = getattr(request, "is_preview", False)
        frame = frame_or_default(request)
        reading = read_series_page(self, frame, request, in_preview=in_preview, whole=whole)
        return with_description(super().get_context(request, *args, **kwargs) | {"reading": reading})

    def with_content_json(self, content):
        """A revision as a page: an editor whose profile was merged since is the heir, once."""
        page = super().with_content_json(content)
        name_each_once(page, "editors", lambda row: row.author_id)
        return page

    @property
    def is_numbered(self) -> bool:
        """Do its parts have numbers? Those of an open-ended column have none."""
        return self.form == self.Form.NUMBERED


class SeriesEditor(Orderable, DanglingRow):
    """Somebody who edits a series, in the order they are named."""

    points_at = "author"

    page = ParentalKey(SeriesPage, on_delete=models.CASCADE, related_name="editors")
    author = models.ForeignKey(
        "authors.AuthorPage", on_delete=models.PROTECT, related_name="edited_series", verbose_name=_("editor")
    )

    class Meta(Orderable.Meta):
        verbose_name = _("series editor")
        verbose_name_plural = _("series editors")

    def __str__(self):
        return self.author.title
