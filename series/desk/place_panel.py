"""The line at the head of an installment's form that says which part it is or will be."""

from django.utils.translation import gettext as _
from wagtail.admin.panels import Panel

from series import running_order
from series.desk.numbers import spoken_number


class PlacePanel(Panel):
    """ "This will be part 7." on a new piece; "This is part 3." on one that has its number."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "admin/series/place_panel.html"

        def get_context_data(self, parent_context=None):
            context = super().get_context_data(parent_context)
            context["sentence"] = self.sentence()
            return context

        def sentence(self) -> str:
            """What the editor is told of the piece's place."""
            piece = self.instance
            if piece.pk:
                if piece.series is None or not piece.series.is_numbered:
                    return _("A piece of an open-ended column: the newest stands first, without numbers.")
                return _("This is %(part)s.") % {"part": spoken_number(piece.part_number)}
            series = getattr(self.form, "parent_page", None)
            series = series and series.specific
            if series is None or not getattr(series, "is_numbered", False):
                return _("A piece of an open-ended column: the newest stands first, without numbers.")
            return _(
                "This will be part %(number)d of “%(series)s”. The number can be changed once it is saved."
            ) % {"number": running_order.next_number(series), "series": series.title}
