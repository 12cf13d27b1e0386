"""The mail of one piece: where it stands, what it looks like, a copy for oneself, and hold, let go, leave out."""

import logging
from smtplib import SMTPException

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView, View
from wagtail.admin import messages

from series.desk.desk_view import OfPiece, PieceViewMixin
from series.desk.followers import deciding
from series.desk.followers.counting import Tally, how_many_would_get, tallies
from series.desk.followers.words import told
from series.followers.mailing.running import send_in_background
from series.followers.mailing.samples import html_of, sample
from series.models import InstallmentPage, Mailing
from series.permissions import may_decide_mail, may_see_mail

logger = logging.getLogger(__name__)


class PieceMailView(PieceViewMixin, TemplateView):
    """Shows it to those who may edit the piece; deciding takes who may publish it."""

    template_name = "admin/series/piece_mail.html"
    page_title = gettext_lazy("Mail to followers")
    header_icon = "mail"
    may = staticmethod(may_see_mail)

    def post(self, request, *args, **kwargs):
        action, _colon, key = request.POST.get("action", "").partition(":")
        if action == "test":
            self.send_test()
        elif not may_decide_mail(request.user, self.page):
            raise PermissionDenied
        elif action == "mail":
            self.mail_after_all()
        else:
            self.decide(action, key)
        return redirect(self.address)

    @property
    def address(self) -> str:
        return reverse("series_piece_mail", args=[self.page.pk])

    def send_test(self) -> None:
        """One letter, at once, to whoever asks."""
        to = self.request.user.email
        if not to:
            messages.error(self.request, _("Your account has no mail address to send it to."))
            return
        message = sample(self.page, to)
        message.subject = _("Test: %(subject)s") % {"subject": message.subject}
        try:
            message.send()
        except (SMTPException, OSError):
            logger.exception("The test letter of piece %s could not be sent.", self.page.pk)
            messages.error(self.request, _("The letter could not be sent. Try again later."))
        else:
            messages.success(self.request, _("A copy was sent to %(address)s.") % {"address": to})

    def decide(self, action: str, key: str) -> None:
        """Hold, let go or leave out one mailing of this piece."""
        deeds = {
            "hold": (deciding.hold, _("It is held, and goes out when somebody lets it go.")),
            "release": (deciding.release, _("It goes out within a minute or two.")),
            "skip": (deciding.leave_out, _("It is mailed to nobody.")),
        }
        mailing = next((row for row in self.page.mailings.all() if str(row.pk) == key), None)
        if mailing is None or action not in deeds:
            raise PermissionDenied
        do, words = deeds[action]
        if do(mailing, self.request.user):
            messages.success(self.request, words)
            send_in_background()
        else:
            messages.error(self.request, _("Too late: it has changed since this page was shown."))

    def mail_after_all(self) -> None:
        """Mail a piece that has no mailing."""
        if not self.page.live:
            raise PermissionDenied
        deciding.mail_after_all(self.page, self.request.user)
        messages.success(self.request, _("It goes out within a minute or two."))
        send_in_background()

    def get_context_data(self, **kwargs):
        rows = list(self.page.mailings.order_by("-kind", "-pk"))
        counts = tallies(rows)
        user = self.request.user
        group = InstallmentPage.objects.filter(translation_key=self.page.translation_key, alias_of=None)
        return super().get_context_data(
            address=self.address,
            rows=[(row, told(row), counts.get(row.pk, Tally())) for row in rows],
            may_decide=may_decide_mail(user, self.page),
            was_announced=any(row.kind == Mailing.Kind.PART for row in rows),
            would_get=how_many_would_get(self.page),
            previews=[
                (twin.locale.get_display_name(), reverse("series_mail_preview", args=[twin.pk, "html"]),
                 reverse("series_mail_preview", args=[twin.pk, "text"]))
                for twin in group.select_related("locale").order_by("locale")
                if may_see_mail(user, twin)
            ],
            **kwargs,
        )  # fmt: skip


class MailPreviewView(OfPiece, View):
    """The letter of the latest version, as HTML or as text; nothing is sent."""

    may = staticmethod(may_see_mail)

    def dispatch(self, request, page_id, form):
        self.form = form
        return super().dispatch(request, page_id)

    def get(self, request):
        message = sample(self.page, "reader@example.org")
        if self.form == "html":
            response = HttpResponse(html_of(message))
            # What stands in a letter runs nothing, here as in a mail program.
            response._csp_update = {"sandbox": [""]}
            return response
        return HttpResponse(f"{message.subject}\n\n{message.body}", content_type="text/plain; charset=utf-8")
