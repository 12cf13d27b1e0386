"""Which points of the checklist a piece must meet before it is published: the managing editors' choice."""

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, HelpPanel, ObjectList
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

from series.checklist.rules import RULES, Level


class ChecklistSettingsForm(WagtailAdminModelForm):
    """A box for each point. What is stored says yes or no for each, so that a point added later keeps its own level."""

    required = forms.MultipleChoiceField(
        label=_("Required before publishing"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["required"].choices = [(rule.code, rule.label) for rule in RULES]
        levels = self.instance.own_levels()
        self.initial["required"] = [code for code, level in levels.items() if level is Level.REQUIRED]

    def clean_required(self):
        chosen = self.cleaned_data["required"]
        return {rule.code: rule.code in chosen for rule in RULES}


@register_setting(icon="tasks", order=200)
class ChecklistSettings(BaseGenericSetting):
    """One for the whole newsroom. `required` maps codes of rules to yes or no; a code that is not there keeps the rule's
    own level."""

    required = models.JSONField(_("required before publishing"), default=dict, blank=True)

    edit_handler = ObjectList(
        [
            HelpPanel(
                _(
                    "What is ticked must be in order before a piece is published, scheduled or approved. "
                    "The rest is shown as advice. A draft can always be saved."
                )
            ),
            FieldPanel("required"),
        ],
        base_form_class=ChecklistSettingsForm,
    )

    class Meta:
        verbose_name = _("checklist")
        verbose_name_plural = _("checklists")

    def own_levels(self) -> dict[str, Level]:
        """The level of each rule by its code."""
        chosen = {True: Level.REQUIRED, False: Level.ADVISED}
        return {rule.code: chosen.get(self.required.get(rule.code), rule.level) for rule in RULES}

    @classmethod
    def levels(cls) -> dict[str, Level]:
        """The level of each rule by its code, as the managing editors chose; nothing is written. One query."""
        return (cls.objects.first() or cls()).own_levels()
