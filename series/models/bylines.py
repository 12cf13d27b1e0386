"""Bylines: who is credited for a piece, in which role, under which name and affiliation."""

from django.db import models
from django.db.models import Count, F, Max, Q, Window
from django.db.models.functions import Coalesce, RowNumber
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable, TranslatableMixin

from publication.site_state import Counted, SiteState
from publication.translating import SynchronizedField
from publication.visibility import is_open_among_many
from series.models.dated import DatedRow


class BylineQuerySet(models.QuerySet):
    """What the pages of authors ask of bylines; they come through the reverse relation, as authors import no series.

    An author is a *person key*: the translation key of their pages, which all language versions share. Profiles that
    were merged into another have its key.
    """

    def public(self, at=None):
        """Only those of pieces that are listed: visible to everybody, and no aliases."""
        return self.filter(page__alias_of=None).filter(is_open_among_many(at, page="page__"))

    def with_person(self):
        """Each with `person`, the key of whom it names."""
        return self.annotate(
            person=Coalesce("author__merged_into__translation_key", "author__translation_key")
        )

    def naming(self, author):
        """Those that name an author, in any language version of the page or a profile merged into it.

        By the ids of these profiles: asked by `person`, a database looks at all bylines there are.
        """
        key, profiles = author.translation_key, self.model._meta.get_field("author").related_model
        own = Q(translation_key=key, merged_into=None) | Q(merged_into__translation_key=key)
        return self.filter(author_id__in=profiles.objects.filter(own).order_by().values("pk"))

    def tally(self) -> dict:
        """By person: `pieces` (a piece and its translation are one), in how many `languages`, how many `translated`.

        `cloth` is that of one of the series they wrote for, so that a row has a colour.
        """
        pieces = Count("page__translation_key", distinct=True)
        rows = (
            self.public()
            .with_person()
            .order_by()
            .values("person")
            .annotate(
                pieces=pieces,
                languages=Count("page__locale", distinct=True),
                cloth=Max("page__series__cloth"),
                translated=Count(
                    "page__translation_key", distinct=True, filter=Q(role=Byline.Role.TRANSLATOR)
                ),
            )
        )
        return {row["person"]: row for row in rows}

    def tally_of_all(self, state: SiteState) -> dict:
        """The tally of everybody, kept for the state of the site: not to be changed."""
        return TALLY.at(state)

    def among(self, only: list[int] | None):
        """Those of the pieces with these ids; of any where none are given."""
        return self if only is None else self.filter(page_id__in=only)

    def teasers_of(
        self, author, frame, state: SiteState, *, start: int, limit: int, only: list[int] | None = None
    ):
        """(`limit` teasers of an author's pieces from `start` on, series by series, the number of all).

        Which these are is kept for the state of the site, so that a page costs the same whatever somebody wrote.
        """
        from series.reading.teasers import counted_teasers, teasers

        if state.key is None or only is not None:
            return counted_teasers(frame, self._in_order(author, only), start=start, limit=limit)
        ids = IN_ORDER.made(
            state,
            lambda: tuple(self._in_order(author).values_list("pk", flat=True)),
            author.translation_key,
        )
        shown = {pk: place for place, pk in enumerate(ids[start : start + limit])}
        pieces = self.model._meta.get_field("page").related_model.objects.visible()
        found = teasers(frame, pieces.filter(pk__in=list(shown)).order_by(), limit=limit) if shown else []
        return sorted(found, key=lambda teaser: shown[teaser.pk]), len(ids)

    def _in_order(self, author, only: list[int] | None = None):
        from series.reading.pieces import listed_pieces, series_by_series

        named = self.among(only).naming(author)
        return series_by_series(listed_pieces().filter(pk__in=named.order_by().values("page_id")))

    def topics_of(self, author, state: SiteState, limit: int, only: list[int] | None = None):
        """Links to the `limit` topics that an author's listed pieces have most often. Kept like those; one query."""
        from series.reading.topics import topics_of_pages

        def count():
            return topics_of_pages(
                self.among(only).naming(author).public().order_by().values("page_id"), limit
            )

        state = state if only is None else SiteState(None)
        return TOPICS.made(state, count, author.translation_key, limit, translation.get_language())

    def latest_of_all(self, state: SiteState) -> dict:
        """The newest piece of everybody, kept for the state of the site: not to be changed."""
        return LATEST.at(state, translation.get_language())

    def latest(self) -> dict:
        """The newest piece of each person, if possible in the language of the page, as plain values."""
        here = Q(page__locale__language_code=translation.get_language())
        newest = Window(
            RowNumber(),
            partition_by=F("person"),
            order_by=[
                models.Case(models.When(here, then=0), default=1).asc(),
                F("page__first_published_at").desc(nulls_last=True),
                F("page_id").desc(),
            ],
        )
        rows = self.public().with_person().annotate(place=newest).filter(place=1)
        fields = ("person", "page__title", "page__url_path", "page__locale_id")
        return {row["person"]: row for row in rows.order_by().values(*fields)}


class Byline(TranslatableMixin, Orderable, DatedRow):
    """One credit of an installment. Name and affiliation are taken from the profile once and then stay."""

    class Role(models.TextChoices):
        AUTHOR = "author", _("Author")
        ORIGINAL_AUTHOR = "original_author", _("Original author")
        SUMMARY_BY = "summary_by", _("Summary by")
        TRANSLATOR = "translator", _("Translator")
        INTERVIEWER = "interviewer", _("Interviewer")
        INTERVIEWEE = "interviewee", _("Interviewee")
        PHOTOGRAPHER = "photographer", _("Photographer")
        ILLUSTRATOR = "illustrator", _("Illustrator")
        EDITOR = "editor", _("Editor")

    points_at = "author"

    page = ParentalKey("series.InstallmentPage", on_delete=models.CASCADE, related_name="bylines")
    author = models.ForeignKey(
        "authors.AuthorPage", on_delete=models.PROTECT, related_name="bylines", verbose_name=_("author")
    )
    role = models.CharField(_("role"), max_length=30, choices=Role.choices, default=Role.AUTHOR)
    name = models.CharField(
        _("name as credited"),
        max_length=255,
        blank=True,
        help_text=_(
            "Left empty, the name, position and organisation are taken from the profile, and then stay as they are."
        ),
    )
    position = models.CharField(_("position"), max_length=255, blank=True)
    organisation = models.CharField(_("organisation"), max_length=255, blank=True)

    # The same person in every language; who it is, is chosen in the original.
    override_translatable_fields = [SynchronizedField("author", overridable=False)]

    objects = BylineQuerySet.as_manager()

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("byline")
        verbose_name_plural = _("bylines")
        indexes = [models.Index(fields=["author", "-published_at", "-page"], name="newest_of_author")]

    def __str__(self):
        return self.name or (self.author.title if self.author_id else "")

    def freeze(self) -> None:
        """Take what is empty from the profile; called when the row is first written to a draft or to the database."""
        if self.author_id and not self.name:
            self.name = self.author.title
            self.position = self.position or self.author.position
            self.organisation = self.organisation or self.author.organisation

    def clean(self):
        super().clean()
        self.freeze()

    def save(self, *args, **kwargs):
        self.freeze()
        return super().save(*args, **kwargs)

    @property
    def affiliation(self) -> str:
        """Position and organisation in one line, as they were when the piece was credited."""
        return ", ".join(part for part in (self.position, self.organisation) if part)


TALLY = Counted(Byline.objects.tally)
IN_ORDER, TOPICS = Counted(most=512), Counted(most=512)
LATEST = Counted(lambda language: Byline.objects.latest())
