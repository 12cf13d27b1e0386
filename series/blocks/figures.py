"""What is looked at: images, tables, charts."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

from publication.licences import Licence
from series.blocks.printing import PrintedBlock
from series.blocks.text import INLINE
from series.blocks.worded_table import WordedTable
from series.charts import ChartError, read_series


class ImageBlock(PrintedBlock, blocks.StructBlock):
    """A picture in its place. Without an image it is a slot that waits for one and is never shown."""

    image = ImageChooserBlock(label=_("Image"), required=False)
    alternative_text = blocks.CharBlock(
        label=_("Alternative text"),
        required=False,
        max_length=500,
        help_text=_("What somebody who cannot see the picture needs to know from it, here in this text."),
    )
    decorative = blocks.BooleanBlock(
        label=_("Decorative"),
        required=False,
        help_text=_("The picture says nothing that the text does not say."),
    )
    caption = blocks.CharBlock(label=_("Caption"), required=False, max_length=500)
    credit = blocks.CharBlock(
        label=_("Credit"),
        required=False,
        max_length=255,
        help_text=_("Left empty, the credit of the image is printed."),
    )
    licence = blocks.ChoiceBlock(label=_("Licence"), required=False, choices=Licence.choices)

    def get_searchable_content(self, value):
        return super().get_searchable_content(value) if value.get("image") else []

    class Meta:
        icon = "image"
        label = _("Image")
        description = _("A picture with caption and credit.")
        template = "blocks/image.html"
        preview_template = "blocks/image_preview.html"


class TableBlock(PrintedBlock, blocks.StructBlock):
    """A table of text and numbers; its column headings are the header row."""

    caption = blocks.CharBlock(
        label=_("Caption"), max_length=300, help_text=_("What the table shows, in one line.")
    )
    table = WordedTable(
        [
            ("text", blocks.RichTextBlock(label=_("Text"), features=INLINE, required=False)),
            ("number", blocks.CharBlock(label=_("Number"), required=False)),
        ],
        label=_("Table"),
    )
    row_headings = blocks.BooleanBlock(label=_("First column names the rows"), required=False, default=True)
    source = blocks.CharBlock(label=_("Source"), required=False, max_length=300)

    class Meta:
        icon = "table"
        label = _("Table")
        description = _("Rows and columns with a caption. Columns of numbers align to the right.")
        template = "blocks/table.html"
        preview_template = "blocks/sample_preview.html"
        sample = {
            "caption": "Six dates that made the policy",
            "source": "Compiled from public announcements.",
            "has_header": True,
            "columns": [{"heading": "Step"}, {"heading": "Days since launch", "numeric": True}],
            "rows": [
                [{"html": "Policy announced", "is_heading": True}, {"html": "0", "numeric": True}],
                [
                    {"html": "Presidential committee opens", "is_heading": True},
                    {"html": "292", "numeric": True},
                ],
            ],
        }


class ChartBlock(PrintedBlock, blocks.StructBlock):
    """Bars or lines drawn from pasted CSV, with the same data as a table for those who cannot see it."""

    title = blocks.CharBlock(label=_("Title"), max_length=200, help_text=_("The finding, as a sentence."))
    kind = blocks.ChoiceBlock(
        label=_("Kind"), choices=[("bars", _("Bars")), ("lines", _("Lines"))], default="bars"
    )
    data = blocks.TextBlock(
        label=_("Data"),
        rows=8,
        help_text=_("Pasted from a spreadsheet or as CSV: a header row, then a row for each bar or point."),
    )
    unit = blocks.CharBlock(label=_("Unit"), required=False, max_length=60)
    summary = blocks.TextBlock(
        label=_("In words"),
        required=False,
        rows=2,
        help_text=_("What the chart shows, for those who cannot see it."),
    )
    source = blocks.CharBlock(label=_("Source"), required=False, max_length=300)

    def clean(self, value):
        cleaned = super().clean(value)
        try:
            read_series(cleaned["data"])
        except ChartError as error:
            raise blocks.StructBlockValidationError({"data": ValidationError(str(error))}) from error
        return cleaned

    class Meta:
        icon = "order"
        label = _("Chart")
        description = _("Bars or lines drawn from pasted numbers.")
        template = "blocks/chart.html"
        preview_value = {
            "title": "Manila is half as far as Jakarta",
            "kind": "bars",
            "data": "Capital,Distance\nManila,2620\nHanoi,2740\nJakarta,5300",
            "unit": "km",
            "summary": "",
            "source": "Calculated from city coordinates",
        }
