"""The steps of mailing at which a worker may end, each as a patch that calls `stop` at its n-th time."""

import smtplib
from collections.abc import Callable
from contextlib import contextmanager

import pytest
from django.core.mail.backends.smtp import EmailBackend

from series.followers.mailing import leases, opening
from series.followers.mailing.composing import Composer
from series.models import Letter


def _before(holder, name):
    """Stop before the n-th call of a function."""

    def patch(monkeypatch, count, stop):
        real = getattr(holder, name)

        def called(*args, **kwargs):
            if next(count):
                stop()
            return real(*args, **kwargs)

        monkeypatch.setattr(holder, name, called)

    return patch


def _after(holder, name):
    """Stop after the n-th call of a function."""

    def patch(monkeypatch, count, stop):
        real = getattr(holder, name)

        def called(*args, **kwargs):
            result = real(*args, **kwargs)
            if next(count):
                stop()
            return result

        monkeypatch.setattr(holder, name, called)

    return patch


def _in_the_middle_of_a_letter(monkeypatch, count, stop):
    """Stop when half of a letter is on its way to the server."""
    real = smtplib.SMTP.send

    def send(self, data):
        if len(data) > 2000 and next(count):
            real(self, data[: len(data) // 2])
            stop()
        return real(self, data)

    monkeypatch.setattr(smtplib.SMTP, "send", send)


# What `stop` interrupts, in the order in which a mailing comes to it; the second is how many times that may go well
# before, at most, with a handful of letters.
STEPS: dict[str, Callable] = {
    "before a mailing is opened": _before(opening, "_decide"),
    "after a mailing was opened, in its transaction": _after(opening, "_decide"),
    "before letters are written": _before(opening, "_next_followers"),
    "after letters were written, in their transaction": _after(type(Letter.objects.all()), "bulk_create"),
    "before letters are taken": _before(leases, "take"),
    "after letters were taken": _after(leases, "take"),
    "before a letter is composed": _before(Composer, "message"),
    "after a letter was begun": _after(leases, "begin"),
    "before a letter is sent": _before(EmailBackend, "send_messages"),
    "in the middle of a letter": _in_the_middle_of_a_letter,
    "between sending a letter and noting it": _before(leases, "finish"),
    "after a letter was noted": _after(leases, "finish"),
}


@contextmanager
def stopping(step: str, nth: int, stop: Callable[[], None]):
    """Inside, `stop` is called at the n-th time (from 1) that the step is reached."""

    def count():
        reached = 0
        while True:
            reached += 1
            yield reached == nth

    with pytest.MonkeyPatch.context() as monkeypatch:
        STEPS[step](monkeypatch, count(), stop)
        yield
