"""Requests to the stack, as readers and editors send them. Redirects are not followed."""

import http.client
import secrets
from dataclasses import dataclass
from email.message import Message
from urllib.parse import urlencode

from lxml import html

from tests.stack.processes import HERE
from tests.stack.world import HOST

CSRF = "csrftoken"
PATIENCE = 60


@dataclass(frozen=True)
class Answer:
    """What came back; header names in any case."""

    status: int
    headers: Message
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def cache(self) -> str | None:
        """What the proxy says of its cache: HIT, MISS, EXPIRED, STALE, UPDATING, BYPASS; None where it has no part."""
        return self.headers.get("X-Cache")


def ask(port: int, method: str, path: str, *, host: str = HOST, cookies: dict | None = None, headers: dict | None = None,
        body: bytes | str | None = None, source: str = "", timeout: float = PATIENCE) -> Answer:  # fmt: skip
    """Send one request. `source`, as 127.0.0.2, is the address it comes from, for what is counted by address."""
    connection = http.client.HTTPConnection(
        HERE, port, timeout=timeout, source_address=(source, 0) if source else None
    )
    sent = {"Host": host} | (headers or {})
    if cookies:
        sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in cookies.items())
    try:
        connection.request(method, path, body, sent)
        found = connection.getresponse()
        return Answer(found.status, found.headers, found.read())
    finally:
        connection.close()


def form_in(answer: Answer) -> dict[str, str]:
    """The values of the edit form that came back, without a body: scripts draw that part."""
    form = html.fromstring(answer.text).get_element_by_id("page-edit-form", None)
    assert form is not None, f"{answer.status} in place of a form: {answer.text[:500]}"
    for field in form.iterfind(".//input"):
        if field.get("type") not in ("checkbox", "radio") and "value" not in field.attrib:
            field.set("value", "")
    return dict(form.form_values()) | {"body-count": "0"}


class Editor:
    """Somebody who is signed in at the admin, through the proxy."""

    def __init__(self, port: int, cookies: dict[str, str]):
        self.port = port
        self.token = secrets.token_hex(16)
        self.cookies = cookies | {CSRF: self.token}

    def get(self, path: str, **options) -> Answer:
        return ask(self.port, "GET", path, cookies=self.cookies, **options)

    def post(self, path: str, data: dict[str, str] | None = None, **options) -> Answer:
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Origin": f"https://{HOST}",
            "Referer": f"https://{HOST}{path}",
            "X-CSRFToken": self.token,
        } | options.pop("headers", {})
        body = urlencode(data or {}, doseq=True)
        return ask(self.port, "POST", path, cookies=self.cookies, headers=headers, body=body, **options)

    def form(self, path: str) -> dict[str, str]:
        """The values of a page's edit form (form_in)."""
        return form_in(self.get(path))

    def publish(self, pk: int, *, text: str = "", **fields) -> Answer:
        """Publish a piece from its form, with these fields changed and `text` as its one paragraph."""
        from tests.series.desk.edit_form import body

        path = f"/admin/pages/{pk}/edit/"
        changed = body(text) if text else {}
        return self.post(path, self.form(path) | changed | fields | {"action-publish": "action-publish"})

    def unpublish(self, pk: int) -> Answer:
        return self.post(f"/admin/pages/{pk}/unpublish/")
