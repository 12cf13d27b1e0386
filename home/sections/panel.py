"""The warning at the head of the front page's form: which choices readers do not see, and why."""

from wagtail.admin.panels import Panel


class LeftOutPanel(Panel):
    """Says nothing while everything that was chosen is shown. What was typed stays, and is shown once it is public."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "admin/home/left_out.html"

        def get_context_data(self, parent_context=None):
            # What is public is asked of the reading layer, which is made of the models that have this panel.
            from home.sections.left_out import left_out

            return super().get_context_data(parent_context) | {"choices": left_out(self.instance)}
