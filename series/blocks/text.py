"""Words: paragraphs, headings, quotations, questions and answers."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from publication.prose import sanitise
from series.blocks.printing import PrintedBlock

# What a paragraph may hold. publication/prose.py allows just what these features write.
INLINE = ["bold", "italic", "link", "superscript", "subscript", "document-link", "in-korean", "in-english"]
PARAGRAPH = [*INLINE, "ol", "ul", "footnotes"]


class ParagraphBlock(PrintedBlock, blocks.RichTextBlock):
    """Running text with its lists, links and footnote marks."""

    def __init__(self, **kwargs):
        kwargs.setdefault("features", PARAGRAPH)
        super().__init__(**kwargs)

    class Meta:
        icon = "pilcrow"
        label = _("Paragraph")
        description = _("Running text, with links, lists and footnotes.")
        template = "blocks/paragraph.html"
        preview_value = "<p>Partners learn to wait: they keep their larger plans for somebody who will <i>still</i> be there.</p>"


class NumberedListBlock(PrintedBlock, blocks.StructBlock):
    """A numbered list that goes on from an earlier one, or starts where it says; rich text itself starts at 1."""

    start = blocks.IntegerBlock(label=_("Start at"), min_value=0, max_value=9999, default=1)
    text = blocks.RichTextBlock(label=_("List"), features=PARAGRAPH)

    def clean(self, value):
        cleaned = super().clean(value)
        if "<ol>" not in sanitise(cleaned["text"].source):
            message = _("Write a numbered list here: the button with the numbers makes one.")
            raise blocks.StructBlockValidationError({"text": ValidationError(message)})
        return cleaned

    class Meta:
        icon = "list-ol"
        label = _("Numbered list")
        description = _("A numbered list that starts at another number than 1.")
        template = "blocks/numbered_list.html"
        preview_value = {
            "start": 4,
            "text": "<ol><li>Audit the list each spring.</li><li>Print what it costs.</li></ol>",
        }


class HeadingBlock(PrintedBlock, blocks.StructBlock):
    """A heading inside the text; its anchor is made from its words when the page is shown."""

    text = blocks.CharBlock(label=_("Heading"), max_length=200)
    level = blocks.ChoiceBlock(
        label=_("Level"), choices=[("2", _("Section")), ("3", _("Section within a section"))], default="2"
    )

    class Meta:
        icon = "title"
        label = _("Heading")
        description = _("Opens a section. Sections are listed in the margin of the page.")
        template = "blocks/heading.html"
        preview_value = {"text": "What can be inherited", "level": "2"}


class PullQuoteBlock(PrintedBlock, blocks.StructBlock):
    """A sentence of the piece itself, set large."""

    text = blocks.TextBlock(label=_("Words"), rows=2, help_text=_("A sentence that stands in this piece."))
    attribution = blocks.CharBlock(
        label=_("Who says it"), required=False, help_text=_("Only when it is not the author.")
    )

    class Meta:
        icon = "openquote"
        label = _("Pull quote")
        description = _("A sentence of this piece, repeated large in the margin.")
        template = "blocks/pull_quote.html"
        preview_value = {"text": "Writing that list is this year’s work.", "attribution": ""}


class QuotationBlock(PrintedBlock, blocks.StructBlock):
    """Somebody else's words, with their source."""

    text = blocks.RichTextBlock(label=_("Quotation"), features=INLINE)
    source = blocks.CharBlock(label=_("Source"), required=False, help_text=_("Who said it, where and when."))
    address = blocks.URLBlock(label=_("Address of the source"), required=False)

    class Meta:
        icon = "openquote"
        label = _("Quotation")
        description = _("A passage from another text or speech, with its source.")
        template = "blocks/quotation.html"
        preview_value = {
            "text": "<p>The parties shall meet each year.</p>",
            "source": "Joint statement, 2019",
            "address": "",
        }


class QuestionAndAnswerBlock(PrintedBlock, blocks.StructBlock):
    """One exchange of an interview."""

    question = blocks.TextBlock(label=_("Question"), rows=2)
    answer = blocks.RichTextBlock(label=_("Answer"), features=PARAGRAPH)

    class Meta:
        icon = "help"
        label = _("Question and answer")
        description = _("One exchange of an interview.")
        template = "blocks/question_answer.html"
        preview_value = {
            "question": "What should the next government keep?",
            "answer": "<p>The calendar.</p>",
        }
