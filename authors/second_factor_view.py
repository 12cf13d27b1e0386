"""Taking two-factor sign-in off somebody's account: by an administrator, who shows anew who they are."""

from allauth.account.internal.flows.reauthentication import raise_if_reauthentication_required
from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from authors.models import User
from authors.signing_in.enrolling import take_off
from authors.signing_in.letters import deliver


class RemoveSecondFactorView(WagtailAdminTemplateMixin, TemplateView):
    """Asks, and does it. Superusers only, and not for themselves: they have a page of their own for that."""

    template_name = "admin/authors/remove_second_factor.html"
    page_title = gettext_lazy("Take two-factor sign-in off")
    header_icon = "lock"

    def dispatch(self, request, pk):
        if not request.user.is_superuser or request.user.pk == pk:
            raise PermissionDenied
        raise_if_reauthentication_required(request, app="allauth.mfa")
        self.account = get_object_or_404(User, pk=pk)
        return super().dispatch(request)

    def get_breadcrumbs_items(self):
        return [
            {"url": reverse("wagtailusers_users:index"), "label": _("Users")},
            {"url": reverse("wagtailusers_users:edit", args=[self.account.pk]), "label": str(self.account)},
            {"url": "", "label": self.page_title},
        ]

    def post(self, request):
        letter = take_off(self.account)
        if letter is not None:
            deliver(letter)
        said = {"account": self.account.get_username()}
        messages.success(
            request, _("Two-factor sign-in is off for %(account)s, whose sessions have ended.") % said
        )
        return redirect("wagtailusers_users:edit", self.account.pk)

    def get_context_data(self, **kwargs):
        has_one = Authenticator.objects.filter(user=self.account).exists()
        return super().get_context_data(account=self.account, has_one=has_one, **kwargs)
