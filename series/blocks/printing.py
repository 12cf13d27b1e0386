"""Blocks print through the templates of the reader's pages, wherever Wagtail shows one by itself.

That is in the picker's previews and where revisions are compared; on a page, series/reading/body.py sets the whole
body at once and never asks a block to print itself.
"""

from pathlib import PurePath


class PrintedBlock:
    """Give a block's template what the reader's page would give it."""

    def get_context(self, value, parent_context=None):
        # The reading layer stands above the models, which hold these blocks.
        from wagtail.models import Site

        from publication.frame import frame_of, frame_or_default
        from series.reading.body import set_alone

        context = super().get_context(value, parent_context=parent_context)
        request = context.get("request")
        frame = frame_or_default(request) if request else frame_of(Site.objects.get(is_default_site=True))
        kind = PurePath(self.meta.template).stem
        return context | {"value": set_alone(kind, self.get_prep_value(value), frame)}

    def get_preview_context(self, value, parent_context=None):
        context = super().get_preview_context(value, parent_context=parent_context)
        # `sample` in Meta is what the template prints of pages and documents, which the library may not hold.
        sample = getattr(self.meta, "sample", None)
        return context | {"sample": sample, "block_template": self.meta.template} if sample else context
