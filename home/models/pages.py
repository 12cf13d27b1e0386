"""The home page and the standing pages (about, policies)."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.fields import StreamField
from wagtail.search import index

from home import panels
from home.sections.arrangement import usual_arrangement
from home.sections.blocks import FrontPageSections
from publication.frame import frame_or_default
from publication.translating import OwnField
from publication.tree import EditorialPage
from series.blocks import StandingBody


class HomePage(EditorialPage):
    """The front page of one language: sections in the order that its editors gave them."""

    sections = StreamField(
        FrontPageSections(),
        blank=True,
        default=usual_arrangement,
        verbose_name=_("sections"),
        help_text=_(
            "In the order of the page. A section without anything to show is left out with its heading; with no sections "
            "at all, the usual ones stand there. No piece stands on the page twice."
        ),
    )

    # Each language arranges its own front page.
    override_translatable_fields = [OwnField("sections")]

    edit_handler = panels.HOME
    template = "pages/home.html"

    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["series.SeriesIndexPage", "authors.AuthorIndexPage", "home.StandingPage"]

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    def get_context(self, request, *args, **kwargs):
        # The reading layer is made of the models, so it can only be imported when a page is asked for.
        from home.reading import read_front_page

        front = read_front_page(frame_or_default(request), self.sections.raw_data)
        return super().get_context(request, *args, **kwargs) | {"front": front}


class StandingPage(EditorialPage):
    """A page that stands by itself: about, editorial policy, how to propose a part."""

    standfirst = models.TextField(
        _("standfirst"), blank=True, help_text=_("One or two sentences under the title.")
    )
    body = StreamField(StandingBody(), blank=True, verbose_name=_("text"))

    edit_handler = panels.STANDING
    template = "pages/standing.html"

    parent_page_types = ["home.HomePage", "home.StandingPage"]
    subpage_types = ["home.StandingPage"]

    search_fields = [*EditorialPage.search_fields, index.SearchField("standfirst"), index.SearchField("body")]

    class Meta:
        verbose_name = _("standing page")
        verbose_name_plural = _("standing pages")

    def get_context(self, request, *args, **kwargs):
        # As above.
        from home.reading import read_standing_body

        body = read_standing_body(self, frame_or_default(request))
        return super().get_context(request, *args, **kwargs) | {"body": body}
