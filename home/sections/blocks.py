"""What editors fill in for each section of the front page.

Every section may have a title of its own; left empty, it has its usual words. What is chosen stands in a field of the
same name in each, `chosen`: home/sections/arrangement.py reads them alike.
"""

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.coreutils import resolve_model_string
from wagtail.snippets.blocks import SnippetChooserBlock

from home.sections.arrangement import NUMBERS

PIECES, SERIES, WAYS, WORDS = _("Pieces"), _("Series"), _("Ways in"), _("Words")

# More would make a front page that nobody reads to its end.
MOST_SECTIONS = 20
MOST_CHOSEN = 24


class AuthorChooserBlock(blocks.ChooserBlock):
    """Somebody, found by any of their names."""

    @cached_property
    def target_model(self):
        return resolve_model_string("authors.AuthorPage")

    @cached_property
    def widget(self):
        # The window stands above the models, which hold this block.
        from authors.choosers import author_chooser

        return author_chooser.widget_class()

    class Meta:
        icon = "user"


class SectionBlock(blocks.StructBlock):
    """Base of every section: its title, and a preview that prints `samples.py` through the reader's template."""

    title = blocks.CharBlock(
        label=_("Title"), required=False, max_length=100, help_text=_("Left empty, the usual words.")
    )

    class Meta:
        preview_template = "sections/preview.html"

    def get_preview_context(self, value, parent_context=None):
        # The samples are made of what the reading layer gives to templates, and that is made of the models.
        from home.sections.samples import sample_of

        context = super().get_preview_context(value, parent_context=parent_context)
        return context | {"section": sample_of(self.name)}


def _how_many(kind: str, most: int, **kwargs):
    return blocks.IntegerBlock(
        label=_("How many"), min_value=1, max_value=most, default=NUMBERS[kind], **kwargs
    )


def _several(child, label):
    return blocks.ListBlock(
        child,
        label=label,
        default=[],
        max_num=MOST_CHOSEN,
        help_text=_("In your order. Left empty, the site picks, and “How many” says how many."),
    )


class LeadBlock(SectionBlock):
    """One piece, large, with its beginning."""

    chosen = blocks.PageChooserBlock(
        label=_("Piece"),
        page_type="series.InstallmentPage",
        required=False,
        help_text=_("Left empty, it is the newest."),
    )

    class Meta:
        icon = "pick"
        label = _("Lead")
        description = _("One piece, large, with its first paragraph: the one you choose, or the newest.")


class LatestBlock(SectionBlock):
    """The newest pieces that stand nowhere else on the page."""

    number = _how_many("latest", 12)
    large = blocks.BooleanBlock(
        label=_("The first one large"), required=False, default=True, help_text=_("With its first paragraph.")
    )

    class Meta:
        icon = "time"
        label = _("Latest pieces")
        description = _("The newest pieces of all series that stand nowhere else on the page.")


class ShelfBlock(SectionBlock):
    """A series in front, with a spine for each of its parts."""

    chosen = blocks.PageChooserBlock(
        label=_("Series"),
        page_type="series.SeriesPage",
        required=False,
        help_text=_("Left empty, it is the series with the newest part."),
    )

    class Meta:
        icon = "folder-open-inverse"
        label = _("Series on its shelf")
        description = _("One series in front, with a spine for each part and the way to its first and last.")


class PartsBlock(SectionBlock):
    """A series with a list of its parts."""

    chosen = blocks.PageChooserBlock(
        label=_("Series"),
        page_type="series.SeriesPage",
        required=False,
        help_text=_("Left empty, it is the series with the newest part that is not on the page yet."),
    )
    number = _how_many("parts", 12, help_text=_("Of a longer series, its newest parts."))

    class Meta:
        icon = "list-ol"
        label = _("Series with its parts")
        description = _("One series and the list of its published parts, in their order.")


class SeriesListBlock(SectionBlock):
    """Several series, each with its spines and standfirst."""

    chosen = _several(blocks.PageChooserBlock(page_type="series.SeriesPage"), _("Series"))
    number = _how_many("series", 12)

    class Meta:
        icon = "folder-inverse"
        label = _("Several series")
        description = _("Series side by side: those you choose, or those with the newest parts.")


class TopicsBlock(SectionBlock):
    """Topics with the number of pieces under each."""

    chosen = _several(SnippetChooserBlock("series.Topic"), _("Topics"))
    number = _how_many("topics", 40)

    class Meta:
        icon = "tag"
        label = _("Topics")
        description = _("Topics with their number of pieces: those you choose, or those with most.")


class AuthorsBlock(SectionBlock):
    """Authors with their portraits."""

    chosen = _several(AuthorChooserBlock(), _("Authors"))
    number = _how_many("authors", 24)

    class Meta:
        icon = "group"
        label = _("Authors")
        description = _("Authors with their portraits: those you choose, or those with most pieces.")


class WordsBlock(SectionBlock):
    """A word from the editors."""

    text = blocks.RichTextBlock(
        label=_("Text"),
        features=["bold", "italic", "link", "ol", "ul", "document-link", "in-korean", "in-english"],
    )

    class Meta:
        icon = "comment"
        label = _("Words from the editors")
        description = _("A few sentences of your own: an occasion, a call for proposals, a change of hands.")


class CorrectionsBlock(SectionBlock):
    """The newest corrections."""

    number = _how_many("corrections", 12)

    class Meta:
        icon = "edit"
        label = _("Recent corrections")
        description = _("What was put right of late, with the way to all corrections.")


class FrontPageSections(blocks.StreamBlock):
    """The sections of the front page. Their names are the kinds of home/sections/arrangement.py."""

    lead = LeadBlock(group=PIECES)
    latest = LatestBlock(group=PIECES)
    shelf = ShelfBlock(group=SERIES)
    parts = PartsBlock(group=SERIES)
    series = SeriesListBlock(group=SERIES)
    topics = TopicsBlock(group=WAYS)
    authors = AuthorsBlock(group=WAYS)
    words = WordsBlock(group=WORDS)
    corrections = CorrectionsBlock(group=WORDS)

    class Meta:
        max_num = MOST_SECTIONS
