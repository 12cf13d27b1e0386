"""The editor of rich text, which opens whatever is stored: markup that came around it is made clean first.

Stock Draftail answers 500 when the stored markup holds an element it cannot place, a form field for example.
"""

from wagtail.admin.rich_text import DraftailRichTextArea

from publication.prose import sanitise


class CleanDraftail(DraftailRichTextArea):
    """Draftail over sanitised markup, both ways: what a crafted post sends is not stored either."""

    def format_value(self, value):
        return super().format_value(sanitise(value) if isinstance(value, str) else value)

    def value_from_datadict(self, data, files, name):
        value = super().value_from_datadict(data, files, name)
        return sanitise(value) if isinstance(value, str) else value
