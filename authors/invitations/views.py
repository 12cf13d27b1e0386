"""Invitations in the admin, beside the accounts."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from authors.invitations import inviting
from authors.invitations.forms import InviteForm
from authors.invitations.rights import may_give
from authors.models import Invitation
from publication.times import said

ON_A_PAGE = 50
STATES = {
    "open": gettext_lazy("open"),
    "used": gettext_lazy("accepted"),
    "withdrawn": gettext_lazy("withdrawn"),
    "expired": gettext_lazy("expired"),
}


def may_invite(user) -> bool:
    """May somebody make accounts, and so invite?"""
    return user.has_perm("authors.add_user")


class InvitationsView(WagtailAdminTemplateMixin, TemplateView):
    """Whom to invite, and what became of those who were. Each row has its buttons."""

    template_name = "admin/authors/invitations.html"
    page_title = gettext_lazy("Invitations")
    header_icon = "mail"
    form = None

    def dispatch(self, request, *args, **kwargs):
        if not may_invite(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self):
        return [
            {"url": reverse("wagtailusers_users:index"), "label": _("Users")},
            {"url": "", "label": self.page_title},
        ]

    def post(self, request):
        action, _colon, key = request.POST.get("action", "").partition(":")
        if action == "invite":
            return self.invite()
        invitation = get_object_or_404(Invitation, pk=key if key.isdecimal() and len(key) < 19 else 0)
        if not may_give(request.user, invitation.role):
            raise PermissionDenied
        if action == "again" and not invitation.used_at:
            self.tell(invitation, inviting.send_again(invitation, request.user))
        elif action == "withdraw":
            inviting.withdraw(invitation)
            messages.success(
                request, _("The invitation of %(email)s was withdrawn.") % {"email": invitation.email}
            )
        return redirect("invitations")

    def invite(self):
        self.form = InviteForm(self.request.POST, by=self.request.user)
        if not self.form.is_valid():
            return self.get(self.request)
        asked = self.form.cleaned_data
        self.tell(*inviting.invite(asked["email"], asked["role"], asked["language"], self.request.user))
        return redirect("invitations")

    def tell(self, invitation, address):
        if inviting.post(invitation, address):
            messages.success(
                self.request, _("A letter is on its way to %(email)s.") % {"email": invitation.email}
            )
        else:
            messages.error(
                self.request,
                _("The mail server took the letter to %(email)s not. Send it again later.")
                % {"email": invitation.email},
            )

    def get_context_data(self, **kwargs):
        rows = Invitation.objects.select_related("role", "invited_by")
        page = Paginator(rows, ON_A_PAGE).get_page(self.request.GET.get("p"))
        return super().get_context_data(
            form=self.form or InviteForm(by=self.request.user),
            invitations=page,
            rows=[(each, STATES[each.state], said(each.expires_at)) for each in page],
            **kwargs,
        )
