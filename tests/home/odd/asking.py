"""What must hold for every answer, whatever was asked."""

from tests.leak.world import MARKER
from tests.raw import Asked, ask

POLICY = "Content-Security-Policy"
ALWAYS = (POLICY, "X-Content-Type-Options", "Referrer-Policy", "Permissions-Policy")


def fault_of(asked: Asked) -> str:
    """What is wrong with the answer to a request; empty where nothing is."""
    answer = ask(asked)
    # oEmbed wants 501 for a format that is not there: https://oembed.com/#section2.3.3
    is_protocol = answer.status == 501 and asked.path.startswith(b"/oembed/")
    if answer.status >= 500 and not is_protocol:
        return f"answers {answer.status}"
    if any(mark in f"{name}{value}" for name, value in answer.headers.items() for mark in "\r\n"):
        return "breaks the line of a header"
    # What a 304 says takes the place of what the browser was told with the page (RFC 9111, 3.2): it has no type, so no policy.
    is_of_before = answer.status == 304
    if is_of_before and POLICY in answer.headers:
        return f"says {POLICY} of what it does not send"
    if missing := [
        name for name in ALWAYS if name not in answer.headers and not (is_of_before and name == POLICY)
    ]:
        return f"has no {missing[0]}"
    # What the reader asked with is the reader's own, and comes back in places.
    own = repr(asked).lower()
    if MARKER not in own and MARKER.encode() in answer.body.lower() + repr(answer.headers).lower().encode():
        return "shows what is not open"
    if b"Traceback (most recent call last)" in answer.body:
        return "shows its code"
    location = answer.headers.get("Location", "")
    if location.startswith(("//", "/\\")) or "evil.example" in location.partition("?")[0]:
        return f"leads away, to {location}"
    return ""
