"""The two steps of a merge in the admin: choose what is kept, read what will happen; then confirm, or turn back."""

from urllib.parse import urlencode

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Model
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from series.desk.consequences import Consequence


class MergeForm(forms.Form):
    """What the thing is merged into. A plain list, so that it needs no script."""

    into = forms.ModelChoiceField(label="", queryset=None, empty_label=gettext_lazy("Choose …"))

    def __init__(self, *args, label: str, candidates, label_of, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["into"].label = label
        self.fields["into"].queryset = candidates
        self.fields["into"].label_from_instance = label_of


class MergeView(WagtailAdminTemplateMixin, TemplateView):
    """A GET without `into` asks what is kept; with it, it says what will happen; a POST does it.

    A subclass says for its kind of things who may merge, what may be chosen and what happens.
    """

    template_name = "admin/series/merge.html"
    page_title = gettext_lazy("Merge")
    into_label = ""
    # The list that it stands in.
    list_name = ""
    # A sentence of what stays as it is.
    promise = ""

    def dispatch(self, request, pk):
        self.merged = self.find(pk)
        if not self.may_merge(self.merged):
            raise PermissionDenied
        if self.merged.merged_into_id:
            messages.warning(request, self.was_merged(self.merged))
            return redirect(self.address_of(self.merged.merged_into))
        return super().dispatch(request)

    def get(self, request):
        form = self.form(request.GET if "into" in request.GET else None)
        return self.show(form)

    def post(self, request):
        form = self.form(request.POST)
        if not form.is_valid():
            return self.show(form)
        kept = form.cleaned_data["into"]
        if not self.may_merge(kept):
            raise PermissionDenied
        try:
            self.merge(kept)
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
            return redirect(request.path)
        messages.success(
            request,
            _("“%(merged)s” was merged into “%(kept)s”.")
            % {"merged": self.name_of(self.merged), "kept": self.name_of(kept)},
        )
        return redirect(self.address_of(kept))

    def show(self, form: MergeForm):
        """The page, with what will happen once something valid was chosen."""
        kept = form.cleaned_data["into"] if form.is_bound and form.is_valid() else None
        if kept is not None and not self.may_merge(kept):
            raise PermissionDenied
        context = self.get_context_data(
            form=form,
            merged_name=self.name_of(self.merged),
            kept=kept,
            kept_name=self.name_of(kept) if kept else "",
            consequences=self.foresee(kept) if kept else [],
            alike=[]
            if kept
            else [(self.name_of(one), f"?{urlencode({'into': one.pk})}") for one in self.alike()],
            promise=self.promise,
            back=self.address_of(self.merged),
        )
        return self.render_to_response(context)

    def form(self, data) -> MergeForm:
        """The form, bound when there is data."""
        return MergeForm(
            data, label=self.into_label, candidates=self.candidates(), label_of=self.name_of, prefix=None
        )

    def get_page_subtitle(self):
        return self.name_of(self.merged)

    def get_breadcrumbs_items(self):
        return [
            {"url": self.list_address(), "label": self.list_name},
            {"url": self.address_of(self.merged), "label": self.name_of(self.merged)},
            {"url": "", "label": self.get_page_title(), "sublabel": self.get_page_subtitle()},
        ]

    def was_merged(self, thing) -> str:
        """What is said of a thing that has an heir already."""
        return _("“%(name)s” was merged into “%(heir)s” already.") % {
            "name": self.name_of(thing),
            "heir": self.name_of(thing.merged_into),
        }

    # What a subclass says.

    def list_address(self) -> str:
        """Where the list of such things is."""
        raise NotImplementedError

    def find(self, pk: int) -> Model:
        """What is to be merged; Http404 when there is no such thing."""
        raise Http404

    def may_merge(self, thing: Model) -> bool:
        """May the user merge this, or into this?"""
        raise NotImplementedError

    def candidates(self):
        """What it may be merged into: a queryset, without itself."""
        raise NotImplementedError

    def alike(self) -> list[Model]:
        """Those of the candidates that look like it."""
        raise NotImplementedError

    def foresee(self, kept: Model) -> list[Consequence]:
        """What merging into `kept` will do."""
        raise NotImplementedError

    def merge(self, kept: Model) -> None:
        """Do it; raise ValidationError with the reason when it cannot be done."""
        raise NotImplementedError

    def name_of(self, thing: Model) -> str:
        """What an editor calls it."""
        return str(thing)

    def address_of(self, thing: Model) -> str:
        """Where it is edited."""
        raise NotImplementedError
