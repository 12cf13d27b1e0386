"""What the site says of itself on every page: name, publisher, the sentences of its footer, its languages."""

from django.db import models
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel, PageChooserPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting

from publication.licences import Licence


def in_language(english: str, korean: str) -> str:
    """The text in the language of the page in hand; English where there is no Korean."""
    return korean if korean and translation.get_language() == "ko" else english


def language_beside(english: str, korean: str) -> str:
    """What `in_language` has to be marked with: the code of its language where that is not the page's, else empty."""
    return "en" if english and not korean and translation.get_language() == "ko" else ""


# The standing pages that say by which rules the site works: field -> the property of schema.org that names it.
POLICIES = {
    "corrections_policy": "correctionsPolicy",
    "ethics_policy": "ethicsPolicy",
    "ownership_and_funding": "ownershipFundingInfo",
    "publishing_principles": "publishingPrinciples",
}


def _standing_page(name):
    return models.ForeignKey(
        "wagtailcore.Page",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=name,
    )


@register_setting(icon="home")
class Masthead(BaseSiteSetting):
    """Settings of one site. Carries both languages itself: there is one masthead, not a page per language."""

    name = models.CharField(_("name"), max_length=100, default="Commentary Series")
    name_ko = models.CharField(_("name in Korean"), max_length=100, blank=True, default="논평 시리즈")
    publisher = models.CharField(
        _("publisher"), max_length=200, blank=True, help_text=_("The institution that answers for the site.")
    )
    publisher_ko = models.CharField(_("publisher in Korean"), max_length=200, blank=True)
    tagline = models.CharField(
        _("tagline"),
        max_length=255,
        blank=True,
        help_text=_("One sentence for search engines and link previews."),
    )
    tagline_ko = models.CharField(_("tagline in Korean"), max_length=255, blank=True)
    about = models.TextField(
        _("about"),
        blank=True,
        help_text=_("Stands at the foot of every page. An empty line begins a new paragraph."),
    )
    about_ko = models.TextField(_("about, in Korean"), blank=True)
    footer_note = models.CharField(_("last line of the page"), max_length=255, blank=True)
    footer_note_ko = models.CharField(_("last line of the page, in Korean"), max_length=255, blank=True)
    logo = models.ForeignKey(
        "publication.CreditedImage",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("logo"),
        help_text=_("For search engines and feed readers; no page shows it."),
    )
    corrections_policy = _standing_page(_("corrections policy"))
    ethics_policy = _standing_page(_("ethics policy"))
    ownership_and_funding = _standing_page(_("ownership and funding"))
    publishing_principles = _standing_page(_("publishing principles"))
    default_licence = models.CharField(
        _("licence of new series"),
        max_length=30,
        choices=Licence.choices,
        default=Licence.ALL_RIGHTS,
        help_text=_("A series can choose its own, and so can a piece."),
    )
    # The host and day in the ids of feeds, which outlive a move to another host (series/feeds/names.py).
    feed_authority = models.CharField(max_length=280, blank=True, editable=False)

    panels = [
        HelpPanel(_("These words stand on every page. Each has a field for the Korean pages beside it.")),
        MultiFieldPanel([FieldPanel("name"), FieldPanel("name_ko")], heading=_("Name")),
        MultiFieldPanel([FieldPanel("publisher"), FieldPanel("publisher_ko")], heading=_("Publisher")),
        MultiFieldPanel([FieldPanel("tagline"), FieldPanel("tagline_ko")], heading=_("Tagline")),
        MultiFieldPanel([FieldPanel("about"), FieldPanel("about_ko")], heading=_("About")),
        MultiFieldPanel([FieldPanel("footer_note"), FieldPanel("footer_note_ko")], heading=_("Last line")),
        FieldPanel("logo"),
        MultiFieldPanel(
            [PageChooserPanel(name, "home.StandingPage") for name in POLICIES],
            heading=_("Where the site's rules stand"),
            help_text=_(
                "Machines are told of these pages. Choose the English ones; their translations are found."
            ),
        ),
        FieldPanel("default_licence"),
    ]
    # With the settings themselves, which are kept for some seconds: no page asks for them again.
    select_related = [*POLICIES]

    class Meta:
        verbose_name = _("masthead")
        verbose_name_plural = _("mastheads")

    def __str__(self):
        return self.name

    @property
    def local_name(self) -> str:
        """The site's name in the language of the page in hand."""
        return in_language(self.name, self.name_ko)

    @property
    def local_tagline(self) -> str:
        """The tagline in the language of the page in hand."""
        return in_language(self.tagline, self.tagline_ko)

    @property
    def local_publisher(self) -> str:
        """The publisher in the language of the page in hand; the site's name where none is given."""
        return in_language(self.publisher, self.publisher_ko) or self.local_name

    @property
    def local_about(self) -> str:
        """The paragraphs at the foot of the page, in its language."""
        return in_language(self.about, self.about_ko)

    @property
    def policies(self) -> dict:
        """The property of schema.org for each policy that has a page, by the translation key of that page."""
        pages = {name: getattr(self, field) for field, name in POLICIES.items()}
        return {name: page.translation_key for name, page in pages.items() if page is not None}

    @property
    def local_footer_note(self) -> str:
        """The last line of the page, in its language."""
        return in_language(self.footer_note, self.footer_note_ko)
