"""What stands beside the text: takeaways, notes, related pieces, documents, things elsewhere."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock

from series.blocks.printing import PrintedBlock
from series.blocks.text import INLINE


class KeyTakeawaysBlock(PrintedBlock, blocks.StructBlock):
    """What a hurried reader should keep: two to five sentences."""

    items = blocks.ListBlock(
        blocks.TextBlock(label=_("Takeaway"), rows=2), label=_("Takeaways"), min_num=1, max_num=6
    )

    class Meta:
        icon = "list-ol"
        label = _("Key takeaways")
        description = _("Two to five sentences that a hurried reader should keep. Best as the first block.")
        template = "blocks/key_takeaways.html"
        preview_value = {
            "items": ["The calendar outlives the government.", "Fewer lines of work would travel better."]
        }


class EditorsNoteBlock(PrintedBlock, blocks.StructBlock):
    """A word from the editors in the middle of a piece."""

    text = blocks.RichTextBlock(label=_("Note"), features=INLINE)

    class Meta:
        icon = "comment"
        label = _("Note from the editors")
        description = _("The editors speak, not the author.")
        template = "blocks/editors_note.html"
        preview_value = {"text": "<p>This passage was updated after publication.</p>"}


class RelatedPieceBlock(PrintedBlock, blocks.StructBlock):
    """A pointer to another installment; not shown while that one is not public."""

    page = blocks.PageChooserBlock(label=_("Piece"), page_type="series.InstallmentPage")
    reason = blocks.CharBlock(label=_("Why it is related"), required=False, max_length=200)

    def get_searchable_content(self, value):
        # The other piece may be taken down without this one being indexed again.
        return []

    class Meta:
        icon = "doc-empty-inverse"
        label = _("Related piece")
        description = _("Points to another installment. It is left out while that one is not public.")
        template = "blocks/related_piece.html"
        preview_template = "blocks/sample_preview.html"
        sample = {
            "link": {"address": "#", "title": "A treaty waits at the counter"},
            "reason": "What happened to the signatures since.",
        }


class DocumentBlock(PrintedBlock, blocks.StructBlock):
    """A file to download."""

    document = DocumentChooserBlock(label=_("Document"))
    label = blocks.CharBlock(label=_("What it is"), required=False, max_length=200)

    def get_searchable_content(self, value):
        # Its collection may be closed without the piece being indexed again.
        return []

    class Meta:
        icon = "doc-full"
        label = _("Document")
        description = _("A file that readers can download.")
        template = "blocks/document.html"
        preview_template = "blocks/sample_preview.html"
        sample = {
            "link": {"address": "#", "title": "Joint statement"},
            "label": "Joint statement, PDF, 12 pages",
        }


class ElsewhereBlock(PrintedBlock, blocks.StructBlock):
    """A film, map or recording on another site. Nothing is loaded from there until the reader follows the link."""

    title = blocks.CharBlock(label=_("Title"), max_length=200)
    address = blocks.URLBlock(label=_("Address"))
    description = blocks.TextBlock(label=_("What it shows"), required=False, rows=2)

    class Meta:
        icon = "media"
        label = _("Film or sound elsewhere")
        description = _(
            "A film or recording on another site. Readers are not tracked: it opens when they ask for it."
        )
        template = "blocks/elsewhere.html"
        preview_value = {
            "title": "The summit’s press conference",
            "address": "https://example.org/",
            "description": "",
        }
