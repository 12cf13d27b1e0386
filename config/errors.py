"""Reports of errors to Sentry, or what speaks like it, when SENTRY_DSN is set; else nothing of it is loaded.

What goes out is written anew from a list of what may: types, cleaned words and lines of code, the address without what
is secret in it, and the id of the request, by which the site's own log tells the rest. No cookie, query, form, header,
account, network address or value of a variable.
"""

from publication.logs import cleaned, path_said, request_id

KEPT = (
    "event_id",
    "timestamp",
    "platform",
    "level",
    "logger",
    "release",
    "environment",
    "fingerprint",
    "sdk",
)
OF_A_FRAME = (
    "filename", "module", "function", "lineno", "context_line", "pre_context", "post_context", "in_app",
)  # fmt: skip


def report_errors(dsn: str, release: str, *, transport=None) -> None:
    """Send errors, from now on, to where the DSN says."""
    import sentry_sdk
    from sentry_sdk.integrations.django import DjangoIntegration
    from sentry_sdk.integrations.logging import LoggingIntegration

    sentry_sdk.init(
        dsn=dsn,
        release=release or None,
        environment="production",
        transport=transport,
        before_send=written_anew,
        before_send_transaction=lambda event, hint: None,
        send_default_pii=False,
        max_request_body_size="never",
        include_local_variables=False,
        max_breadcrumbs=0,
        traces_sample_rate=0,
        auto_session_tracking=False,
        auto_enabling_integrations=False,
        integrations=[
            DjangoIntegration(middleware_spans=False, signals_spans=False, cache_spans=False),
            LoggingIntegration(level=None),
        ],
    )


def written_anew(event: dict, hint: dict) -> dict:
    """The event as it may go out: made from what may, not by taking away what may not."""
    made = {name: event[name] for name in KEPT if event.get(name)}
    exceptions = (event.get("exception") or {}).get("values") or []
    if exceptions:
        made["exception"] = {"values": [_exception(each) for each in exceptions]}
    words = event.get("logentry") or {}
    if words:
        made["logentry"] = {"message": cleaned(str(words.get("message") or words.get("formatted") or ""))}
    request = event.get("request") or {}
    if request:
        made["request"] = {"method": request.get("method", ""), "url": _path(request.get("url", ""))}
    if event.get("transaction"):
        made["transaction"] = path_said(str(event["transaction"]))
    if request_id():
        made["tags"] = {"request_id": request_id()}
    return made


def _exception(found: dict) -> dict:
    frames = (found.get("stacktrace") or {}).get("frames") or []
    return {
        "type": found.get("type"),
        "module": found.get("module"),
        "value": cleaned(str(found.get("value") or "")),
        "mechanism": {
            "type": "generic",
            "handled": bool((found.get("mechanism") or {}).get("handled", True)),
        },
        "stacktrace": {
            "frames": [{name: frame[name] for name in OF_A_FRAME if name in frame} for frame in frames]
        },
    }


def _path(url: str) -> str:
    """An address from its path on: the host says what the caller typed."""
    _scheme, _slashes, rest = url.partition("://")
    return path_said("/" + (rest or url).partition("/")[2])
