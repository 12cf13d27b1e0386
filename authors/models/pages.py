"""The pages of people and organisations who write."""

from django.core.exceptions import ValidationError
from django.db import models
from django.http import Http404, HttpResponsePermanentRedirect
from django.utils.encoding import iri_to_uri
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.fields import RichTextField
from wagtail.models import Orderable
from wagtail.search import index

from authors import panels
from authors.names import HANGUL, Name, guess_parts
from authors.permissions import AuthorPermissionTester
from publication.caching.keys import note_shown
from publication.frame import frame_or_default
from publication.identifiers import OrcidField, RorField
from publication.indexing import told_once
from publication.prose import plain_text
from publication.search_words import index_words
from publication.translating import OwnField, SynchronizedField
from publication.tree import EditorialPage


class AuthorIndexPage(EditorialPage):
    """The list of all authors; every author's page stands below it."""

    introduction = models.TextField(
        _("introduction"), blank=True, help_text=_("One or two sentences above the list.")
    )

    edit_handler = panels.AUTHOR_INDEX
    template = "pages/authors.html"

    max_count_per_parent = 1
    parent_page_types = ["home.HomePage"]
    subpage_types = ["authors.AuthorPage"]

    class Meta:
        verbose_name = _("list of authors")
        verbose_name_plural = _("lists of authors")

    def get_context(self, request, *args, **kwargs):
        # The reading layer is made of the models, so it can only be imported when a page is asked for.
        from authors.reading import authors_page

        return super().get_context(request, *args, **kwargs) | authors_page(request)


class AuthorPage(EditorialPage):
    """A person or organisation that writes. The page's title is the display name, in the owner's own order."""

    class Kind(models.TextChoices):
        PERSON = "person", _("Person")
        ORGANISATION = "organisation", _("Organisation")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.PERSON)
    family_name = models.CharField(
        _("family name"),
        max_length=100,
        blank=True,
        help_text=_("As in citations: Choe, van der Hoeven, 김."),
    )
    given_name = models.CharField(
        _("given name"),
        max_length=100,
        blank=True,
        help_text=_("Leave empty when the person has one name only."),
    )
    native_name = models.CharField(
        _("name in its own script"),
        max_length=150,
        blank=True,
        help_text=_("For example 최원기. Shown beside the name."),
    )
    native_language = models.CharField(
        _("language of that script"),
        max_length=12,
        blank=True,
        default="ko",
        help_text=_("A language tag: ko, ja, vi."),
    )
    latin_name = models.CharField(
        _("name in Latin letters"),
        max_length=150,
        blank=True,
        help_text=_("Only when the display name is not in them."),
    )
    position = models.CharField(
        _("position"),
        max_length=255,
        blank=True,
        help_text=_("What new bylines say; old bylines keep what they said."),
    )
    organisation = models.CharField(_("organisation"), max_length=255, blank=True)
    photo = models.ForeignKey(
        "publication.CreditedImage",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("photo"),
    )
    biography = RichTextField(_("biography"), blank=True, features=["bold", "italic", "link"])
    orcid = OrcidField(_("ORCID"), max_length=19, blank=True)
    ror = RorField(_("ROR id"), max_length=9, blank=True)
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="merged_from"
    )

    edit_handler = panels.AUTHOR
    template = "pages/author.html"
    read_with = ("merged_into",)

    # A profile is short, and which names it needs differs by language: it is written in its own form, not by passages.
    localize_default_translation_mode = "simple"
    override_translatable_fields = [
        SynchronizedField("orcid"),
        SynchronizedField("ror"),
        OwnField("native_name"),
        OwnField("native_language"),
        OwnField("latin_name"),
    ]

    parent_page_types = ["authors.AuthorIndexPage"]
    subpage_types = []

    search_fields = [
        *EditorialPage.search_fields,
        index.SearchField("native_name", boost=2),
        index.SearchField("latin_name", boost=2),
        index.SearchField("organisation"),
        index.SearchField("searchable_words"),
        index.AutocompleteField("native_name"),
        index.AutocompleteField("latin_name"),
        index.FilterField("kind"),
        index.FilterField("family_name"),
    ]

    class Meta:
        verbose_name = _("author")
        verbose_name_plural = _("authors")

    def clean(self):
        """Refuse the identifier of a person for an organisation, and the other way round."""
        super().clean()
        if self.ror and not self.is_organisation:
            raise ValidationError({"ror": _("A ROR id is that of an organisation. People have an ORCID.")})
        if self.orcid and self.is_organisation:
            raise ValidationError({"orcid": _("An ORCID is that of a person. Organisations have a ROR id.")})

    def permissions_for_user(self, user):
        return AuthorPermissionTester(user, self)

    def serve(self, request, *args, **kwargs):
        """The page; for a profile that was merged into another, the way to that one."""
        note_shown(request, "author", self.slug)
        if self.merged_into is not None:
            address = frame_or_default(request).address(self.merged_into.url_path)
            if address is None:
                raise Http404("The other profile is not on this site.")
            return HttpResponsePermanentRedirect(iri_to_uri(address))
        return super().serve(request, *args, **kwargs)

    def get_context(self, request, *args, only=None, **kwargs):
        """The context of its page; `only`: of the pieces with these ids, all in one list."""
        # As above.
        from authors.reading import author_page

        return super().get_context(request, *args, **kwargs) | author_page(request, self, only=only)

    def with_content_json(self, content):
        """A revision as a page: whom the profile was merged into is told by the row, or an old version would undo it."""
        page = super().with_content_json(content)
        page.merged_into_id = self.merged_into_id
        return page

    def every_name(self) -> list[str]:
        """The names that somebody is found by: as displayed, in its own script, in Latin letters, former ones.

        Those in Hangul, which are written as one word, with the family name last as well: 원기 최.
        """
        names = [self.title, self.native_name, self.latin_name]
        if self.pk:
            names += self.former_names.values_list("name", flat=True)
        if not self.is_organisation:
            parts = [guess_parts(name) for name in names if HANGUL.search(name)]
            names += [f"{given} {family}" for family, given in parts if given]
        return [name for name in names if name]

    @told_once
    def searchable_words(self) -> str:
        """The profile's words as the public search looks for them (publication/search_words.py)."""
        about = [self.position, self.organisation, plain_text(self.biography)]
        return index_words("\n".join([*self.every_name(), *filter(None, about)]))

    @property
    def is_organisation(self) -> bool:
        """Is this an organisation, whose name is never taken apart?"""
        return self.kind == self.Kind.ORGANISATION

    @property
    def name(self) -> Name:
        """The name for display and citation."""
        literal = self.is_organisation or not self.family_name
        return Name(self.title, family=self.family_name, given=self.given_name, literal=literal)

    @property
    def affiliation(self) -> str:
        """Position and organisation in one line, whichever are known."""
        return ", ".join(part for part in (self.position, self.organisation) if part)


class AuthorAlias(models.Model):
    """A name that an author was known by before a merge: found by every search for authors, shown nowhere.

    A plain row and no child of the page: publishing an old version of the page must not forget it.
    """

    author = models.ForeignKey(AuthorPage, on_delete=models.CASCADE, related_name="former_names")
    name = models.CharField(_("name"), max_length=255)

    class Meta:
        verbose_name = _("former name")
        verbose_name_plural = _("former names")
        constraints = [
            models.UniqueConstraint(fields=["author", "name"], name="one_row_for_each_name_of_an_author")
        ]

    def __str__(self):
        return self.name


class AuthorLink(Orderable):
    """An address elsewhere that belongs to an author: staff page, Wikidata, a network."""

    page = ParentalKey(AuthorPage, on_delete=models.CASCADE, related_name="links")
    label = models.CharField(
        _("label"), max_length=100, help_text=_("What the link says: Staff page, Google Scholar.")
    )
    address = models.URLField(_("address"), max_length=500)

    class Meta(Orderable.Meta):
        verbose_name = _("link")
        verbose_name_plural = _("links")

    def __str__(self):
        return self.label
