"""A real mail server on loopback, which keeps what it takes, and refuses or hangs up as it is told."""

from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.controller import Controller
from django.conf import settings


class Post:
    """What came in: `taken` has every message in order, twice where it came twice. `answers` by address are said instead
    of taking a letter: "550 5.1.1 no such mailbox", or None to hang up."""

    def __init__(self):
        self.taken: list[EmailMessage] = []
        self.connections = 0
        self.answers: dict[str, str | None] = {}

    @property
    def to(self) -> list[str]:
        """The addresses that were written to, in order."""
        return [str(message["To"]) for message in self.taken]

    def ids(self) -> list[str]:
        """The Message-IDs that came in, in order."""
        return [str(message["Message-ID"]) for message in self.taken]

    # What aiosmtpd calls.

    async def handle_EHLO(self, server, session, envelope, hostname, responses):  # noqa: N802
        self.connections += 1
        session.host_name = hostname
        return responses

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        if address in self.answers:
            answer = self.answers[address]
            if answer is not None:
                return answer
            server.transport.close()
            return "421 4.3.2 closing"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        message = message_from_bytes(envelope.content, policy=policy.default)
        self.taken.append(message)
        return "250 OK"


class _AnyPort(Controller):
    """Listens on a port that is free, and says which."""

    def _trigger_server(self):
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@contextmanager
def mail_server(post: Post):
    """Have Django send its mail to a server of this test; gives the port."""
    controller = _AnyPort(post, hostname="127.0.0.1", port=0)
    controller.start()
    before = {name: getattr(settings, name) for name in ("EMAIL_BACKEND", "EMAIL_HOST", "EMAIL_PORT")}
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", controller.port
    try:
        yield controller.port
    finally:
        for name, value in before.items():
            setattr(settings, name, value)
        controller.stop()


def part(message: EmailMessage, kind: str) -> str:
    """The text of a message as plain text or HTML."""
    return message.get_body(preferencelist=(kind,)).get_content()
