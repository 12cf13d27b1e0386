"""Installments: one part of a series, and the piece itself."""

from contextlib import nullcontext

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Orderable
from wagtail.search import index

from publication.caching.keys import note_shown
from publication.frame import frame_or_default
from publication.identifiers import DoiField
from publication.indexing import told_once
from publication.licences import Licence
from publication.speculation import lead_on
from publication.translating import SynchronizedField
from publication.tree import EditorialPage
from series import panels, running_order, withdrawal
from series.blocks import InstallmentBody
from series.citation.identifiers import doi_address
from series.indexed import words_of_piece
from series.models.citable import CitablePage, with_description
from series.models.dated import DatedRow, date_rows_of
from series.models.republishable import RepublishablePage
from series.models.rows import DanglingRowsMixin, name_each_once
from series.models.share_card import HasShareCard
from series.models.versioned import HasVersions
from series.reading_time import body_text, reading_minutes


class InstallmentPage(
    DanglingRowsMixin, HasVersions, RepublishablePage, CitablePage, HasShareCard, EditorialPage
):
    """A piece of commentary, standing in a series. Its number is written by running_order.py only."""

    same_row = {
        "footnotes": lambda row: str(row.uuid),
        "corrections": lambda row: (row.date, row.kind, row.text),
    }

    class Canonical(models.TextChoices):
        HERE = "here", _("This page is the reference")
        THERE = "there", _("The first publication is the reference")

    series = models.ForeignKey(
        "series.SeriesPage", null=True, editable=False, on_delete=models.SET_NULL, related_name="installments"
    )
    part_number = models.PositiveSmallIntegerField(_("part number"), null=True, editable=False)
    reading_minutes = models.PositiveSmallIntegerField(
        _("reading time in minutes"), default=1, editable=False
    )
    is_withdrawn = models.BooleanField(_("withdrawn"), default=False, editable=False)

    subtitle = models.CharField(
        _("subtitle"), max_length=255, blank=True, help_text=_("Part of the title when the piece is cited.")
    )
    standfirst = models.TextField(
        _("standfirst"),
        blank=True,
        help_text=_("One or two sentences under the title; also the text of links and search results."),
    )
    editors_note = RichTextField(
        _("editors’ note"),
        blank=True,
        features=["bold", "italic", "link"],
        help_text=_(
            "Above the text: “This is the last in a series …”. Do not write “ED.”; the page says who speaks."
        ),
    )
    body = StreamField(InstallmentBody(), blank=True, verbose_name=_("text"))
    image = models.ForeignKey(
        "publication.CreditedImage",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("image"),
    )
    image_alt = models.CharField(
        _("alternative text"),
        max_length=500,
        blank=True,
        help_text=_(
            "What somebody who cannot see the picture needs to know. Empty: the image’s own description."
        ),
    )
    image_is_decorative = models.BooleanField(
        _("decorative"), default=False, help_text=_("The picture says nothing that the text does not say.")
    )
    image_caption = models.CharField(_("caption"), max_length=500, blank=True)

    disclosure = models.TextField(
        _("disclosure"),
        blank=True,
        help_text=_("Interests, funding and positions that a reader should know of."),
    )
    first_published_outlet = models.CharField(_("outlet"), max_length=255, blank=True)
    first_published_address = models.URLField(_("address"), max_length=500, blank=True)
    first_published_on = models.DateField(_("date"), null=True, blank=True)
    first_published_permission = models.CharField(
        _("permission"), max_length=255, blank=True, help_text=_("Who allowed it to stand here, and when.")
    )
    canonical = models.CharField(
        _("reference"), max_length=10, choices=Canonical.choices, default=Canonical.HERE
    )
    licence = models.CharField(
        _("licence"),
        max_length=30,
        blank=True,
        choices=Licence.choices,
        help_text=_("Empty: the licence of the series."),
    )
    doi = DoiField(
        _("DOI"),
        max_length=255,
        blank=True,
        help_text=_("Like 10.1234/abcd. The piece is cited by it, and it is never changed."),
    )

    shows_versions = models.BooleanField(
        _("show readers what changed"),
        default=False,
        help_text=_(
            "A page compares the versions that were published: title, standfirst and text. Drafts are never shown."
        ),
    )

    edit_handler = panels.INSTALLMENT
    template = "pages/installment.html"
    # Read together with the page (publication/serving.py): every view of it needs its series.
    read_with = ("series",)
    preview_modes = [
        ("", _("Page")),
        ("card", _("Card in a list")),
        ("last_part", _("Last-part label")),
    ]

    parent_page_types = ["series.SeriesPage"]
    subpage_types = []

    override_translatable_fields = [
        SynchronizedField("doi"),
        SynchronizedField("first_published_permission"),
    ]

    search_fields = [
        *EditorialPage.search_fields,
        index.SearchField("subtitle", boost=1.5),
        index.SearchField("searchable_standfirst", boost=1.5),
        index.SearchField("searchable_body"),
        index.SearchField("searchable_words"),
        index.RelatedFields("bylines", [index.SearchField("name", boost=1.5)]),
        index.FilterField("part_number"),
        index.FilterField("series_id"),
    ]

    class Meta:
        verbose_name = _("installment")
        verbose_name_plural = _("installments")
        constraints = [
            models.UniqueConstraint(fields=["series", "part_number"], name="one_part_for_each_number")
        ]

    def save(self, *args, **kwargs):
        """Save with the place that the row has: a stale copy in memory never writes its number back."""
        # The mailing reads pieces, so it stands above this model.
        from series.followers.mailing.announcing import announce

        with transaction.atomic():
            self._note_what_follows_from_the_text()
            if self._state.adding:
                # Creation, copy, alias and translation all arrive here; Wagtail saves the pages below a copied one,
                # and only those, without cleaning.
                running_order.give_place(self, with_its_series=not kwargs.get("clean", True))
                return super().save(*args, **kwargs)
            first, last = running_order.keep_place(self)
            result = super().save(*args, **kwargs)
            if self.first_published_at != first:
                date_rows_of(self.pk)
            if self.last_published_at != last and not kwargs.get("update_fields"):
                # Here and not at a signal, so that no crash can part the two: what is published is announced.
                announce(self, is_first=first is None)
            return result

    def clean_fields(self, exclude=None):
        """Leave the series out: `running_order` writes it, and `save` keeps the row's."""
        super().clean_fields({*(exclude or ()), "series"})

    def get_indexed_instance(self):
        page = super().get_indexed_instance()
        if page is not None:
            page.bylines.get_object_list()  # read once; the indexers go through it three times
        return page

    def _note_what_follows_from_the_text(self) -> None:
        self.is_withdrawn = withdrawal.has_withdrawal(self)
        self.reading_minutes = 0 if self.is_withdrawn else reading_minutes(self)

    @told_once
    def searchable_standfirst(self) -> str:
        """The standfirst for the search index; empty once the piece is withdrawn."""
        return "" if self.is_withdrawn else self.standfirst

    @told_once
    def searchable_body(self) -> str:
        """The words of the body for the search index; none once the piece is withdrawn."""
        return "" if self.is_withdrawn else body_text(self)

    @told_once
    def searchable_words(self) -> str:
        """The piece's words as the public search looks for them (publication/search_words.py)."""
        return words_of_piece(self)

    def serve(self, request, *args, **kwargs):
        response = super().serve(request, *args, **kwargs)
        reading = (getattr(response, "context_data", None) or {}).get("reading")
        if reading is None or kwargs.get("versions"):
            return response
        note_shown(request, "series", reading.series.address)
        note_shown(request, "author", *(credit.address for credit in reading.credits))
        note_shown(request, "topic", *(topic.address for topic in reading.topics))
        if reading.next and not self.admitted:
            lead_on(response)
        if self.doi:
            # For those who read no markup (RFC 8574, 4.1); the head of the page says the same.
            response["Link"] = f'<{doi_address(self.doi)}>; rel="cite-as"'
        return response

    def get_context(self, request, *args, **kwargs):
        kwargs.pop("whole", None)  # said of a series; a piece is always whole
        # The reading layer is made of the models, so it can only be imported when a page is asked for.
        from series.reading.installment import read_installment

        context = super().get_context(request, *args, **kwargs)
        in_preview = getattr(request, "is_preview", False)
        shown = withdrawal.as_readers_may_see(self)
        reading = read_installment(shown, frame_or_default(request), in_preview=in_preview)
        own = {"page": shown, "self": shown, "reading": reading, "current": reading.current}
        return with_description(context | own)

    def get_preview_context(self, request, mode_name):
        from series.reading.previews import as_last_part, as_teaser

        self._note_what_follows_from_the_text()
        context = self.get_context(request)
        if mode_name == "card":
            return context | {"teaser": as_teaser(context["page"], context["reading"], context["frame"])}
        if mode_name == "last_part":
            return context | {"reading": as_last_part(context["reading"])}
        return context

    def get_preview_template(self, request, mode_name):
        return "pages/installment_card.html" if mode_name == "card" else self.template

    def publish(self, revision, *args, was_public: bool = False, **kwargs):
        """Publish or schedule a version; raise ChecklistNotMet when it lacks a required point of the checklist.

        `was_public` is said of a piece that readers have had elsewhere: moving to this site does not take it from them
        for what the checklist wants of new ones. Whoever says so reports what is missing.
        """
        # These read pieces, so they stand above this model.
        from series.checklist.gate import require_checklist
        from series.followers.mailing.announcing import imported
        from series.links.uses import note_pieces

        if not was_public:
            require_checklist(self, revision)
        with imported() if was_public else nullcontext():
            published = super().publish(revision, *args, **kwargs)
        note_pieces([self.pk])
        return published

    def with_content_json(self, content):
        """A revision as a page: its number and series are the row's, whatever the revision says.

        A topic or author that was merged since is its heir, once on the piece.
        """
        page = super().with_content_json(content)
        page.part_number, page.series_id = self.part_number, self.series_id
        name_each_once(page, "topic_rows", lambda row: row.topic_id)
        name_each_once(page, "bylines", lambda row: (row.author_id, row.role))
        return page

    def validate_constraints(self, exclude=None):
        """Leave the number out: a publish during a renumbering may hold a stale one, which `save` puts right."""
        super().validate_constraints({*(exclude or ()), "part_number", "series"})


class InstallmentTopic(Orderable, DatedRow):
    """A topic of an installment, in the editor's order: the first is the main one."""

    points_at = "topic"

    page = ParentalKey(InstallmentPage, on_delete=models.CASCADE, related_name="topic_rows")
    topic = models.ForeignKey(
        "series.Topic", on_delete=models.PROTECT, related_name="installment_rows", verbose_name=_("topic")
    )

    class Meta(Orderable.Meta):
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        indexes = [models.Index(fields=["topic", "-published_at", "-page"], name="newest_of_topic")]

    def __str__(self):
        return self.topic.name
