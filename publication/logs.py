"""Log lines of a site in production: one JSON object each, with the id of the request or the job that they belong to.

No line holds personal data: no network address, no name, no mail address, no query string, and nothing of an address
below which secrets stand. A person with an account is known by its number. What libraries write is cleaned here, so a
formatter of ours must be the only one in production (config/settings/production.py).
"""

import json
import logging
import re
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime

# Below these the rest of the address is a secret, or tells who somebody is.
SECRET = ("accounts", "clearance", "follow", "_util")
_secret = re.compile(rf"((?:/(?:ko|en))?/(?:{'|'.join(SECRET)})/)[^\s\"'<>]+")
_mail = re.compile(r"[^\s@<>\"'(),;:=]{1,64}@[^\s@<>\"'(),;:=]{1,255}")
# From the beginning of a word only: a pattern that may begin at each slash reads a long line again from each.
_query = re.compile(r"(?<![^\s\"'<>])([^\s?\"'<>]*+)\?[^\s\"'<>]+")
# What PostgreSQL adds to a refusal: the row that it refused.
_detail = re.compile(r"^(\s*DETAIL:).*$", re.MULTILINE)
LONGEST = 20_000

# What the lines of the moment belong to: {"request_id", "method", "path"}, {"request_id", "job"} or nothing.
_context: ContextVar[dict | None] = ContextVar("log_context", default=None)


@contextmanager
def belonging(**to):
    """Let each line of the block say what it belongs to; empty values are left out."""
    token = _context.set({name: value for name, value in to.items() if value not in ("", None)})
    try:
        yield
    finally:
        _context.reset(token)


def request_id() -> str:
    """The id of the request that is being answered, or of the one in which the job in hand was asked for; else empty."""
    return (_context.get() or {}).get("request_id", "")


def path_said(path: str) -> str:
    """An address without its query and what is secret in it."""
    path = path.partition("?")[0]
    found = _secret.match(path)
    return f"{found[1]}…" if found else path


def cleaned(text: str) -> str:
    """A text without mail addresses, query strings and secret addresses, and without the rows that a database refused."""
    text = _detail.sub(r"\1 …", _secret.sub(r"\1…", text[:LONGEST]))
    text = _query.sub(lambda found: f"{found[1]}?…" if "/" in found[1] else found[0], text)
    return _mail.sub("…@…", text)


class JsonLines(logging.Formatter):
    """A line: time (UTC), level, logger, message, what it belongs to, `fields` of the record, and the exception."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": cleaned(record.getMessage()),
            **(_context.get() or {}),
            **getattr(record, "fields", {}),
        }
        if record.exc_info and record.exc_info[0]:
            line["exception"] = cleaned(self.formatException(record.exc_info))
        return json.dumps(line, ensure_ascii=False, default=str)


class PlainLines(logging.Formatter):
    """A line for people on their own machine; long ids are left out."""

    def format(self, record: logging.LogRecord) -> str:
        line = super().format(record)
        fields = getattr(record, "fields", {})
        return f"{line} {fields}" if fields else line
