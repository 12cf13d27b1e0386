"""Which blocks may stand where."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from series.blocks.asides import (
    DocumentBlock,
    EditorsNoteBlock,
    ElsewhereBlock,
    KeyTakeawaysBlock,
    RelatedPieceBlock,
)
from series.blocks.figures import ChartBlock, ImageBlock, TableBlock
from series.blocks.text import (
    HeadingBlock,
    NumberedListBlock,
    ParagraphBlock,
    PullQuoteBlock,
    QuestionAndAnswerBlock,
    QuotationBlock,
)

TEXT, FIGURES, BESIDE = _("Text"), _("Figures"), _("Beside the text")


class InstallmentBody(blocks.StreamBlock):
    """The body of an installment."""

    paragraph = ParagraphBlock(group=TEXT)
    heading = HeadingBlock(group=TEXT)
    numbered_list = NumberedListBlock(group=TEXT)
    quotation = QuotationBlock(group=TEXT)
    pull_quote = PullQuoteBlock(group=TEXT)
    question_answer = QuestionAndAnswerBlock(group=TEXT)
    image = ImageBlock(group=FIGURES)
    table = TableBlock(group=FIGURES)
    chart = ChartBlock(group=FIGURES)
    key_takeaways = KeyTakeawaysBlock(group=BESIDE)
    editors_note = EditorsNoteBlock(group=BESIDE)
    related_piece = RelatedPieceBlock(group=BESIDE)
    document = DocumentBlock(group=BESIDE)
    elsewhere = ElsewhereBlock(group=BESIDE)

    class Meta:
        block_counts = {"key_takeaways": {"max_num": 1}}


class StandingBody(blocks.StreamBlock):
    """The body of a standing page."""

    paragraph = ParagraphBlock(features=["bold", "italic", "link", "ol", "ul", "document-link"])
    heading = HeadingBlock()
    image = ImageBlock()
    document = DocumentBlock()
