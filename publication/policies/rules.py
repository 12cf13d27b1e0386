"""The policies as tables: which answer allows what. All of them begin with nothing and add what is used.

https://www.w3.org/TR/CSP3/, https://w3c.github.io/webappsec-permissions-policy/, https://fetch.spec.whatwg.org/
"""

from csp.constants import NONCE, NONE, SELF, UNSAFE_INLINE

REPORTS = "csp"  # the name of the endpoint in Reporting-Endpoints

# What every page has, whoever it is for.
_ANY_PAGE = {
    "default-src": [NONE],
    "font-src": [SELF],
    "connect-src": [SELF],
    "base-uri": [NONE],
    "form-action": [SELF],
    "frame-ancestors": [SELF],  # the editors' previews stand in frames of the admin's own pages
}

# Nothing inline, nothing from elsewhere, and no text that a script may turn into markup.
READERS = _ANY_PAGE | {
    "script-src": [SELF],
    "style-src": [SELF],
    "img-src": [SELF, "data:"],  # the icon stands in the page of a piece
    "manifest-src": [SELF],
    "require-trusted-types-for": ["'script'"],
    "trusted-types": [NONE],
}

# Wagtail runs inline scripts, which marks.py gives the nonce of the answer, and writes style attributes.
EDITORS = _ANY_PAGE | {
    "script-src": [SELF, NONCE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
    "frame-src": [SELF],
    "media-src": [SELF, "blob:"],
}

# What is no page: a picture, a feed, a file. Opened by itself it is shown and does nothing. A drawing has its own style.
FILES = {
    "default-src": [NONE],
    "style-src": [UNSAFE_INLINE],
    "img-src": ["data:"],
    "base-uri": [NONE],
    "form-action": [NONE],
    "frame-ancestors": [SELF],
}

# What no page of ours uses is closed to whatever gets into one.
CLOSED_FEATURES = {
    name: []
    for name in (
        "accelerometer", "autoplay", "browsing-topics", "camera", "display-capture", "encrypted-media",
        "gamepad", "geolocation", "gyroscope", "hid", "idle-detection", "keyboard-map", "local-fonts", "magnetometer",
        "microphone", "midi", "payment", "picture-in-picture", "screen-wake-lock", "serial", "sync-xhr", "usb",
        "window-management", "xr-spatial-tracking",
    )
}  # fmt: skip

PAGES = ("text/html", "application/xhtml+xml")


def is_page(content_type: str) -> bool:
    """Is this what a browser makes a page of?"""
    return content_type.partition(";")[0].strip().lower() in PAGES


def directives_for(*, is_editors: bool, is_a_page: bool, is_secure: bool) -> dict:
    """The directives of the Content-Security-Policy of an answer."""
    if not is_a_page:
        return FILES
    directives = EDITORS if is_editors else READERS
    return directives | {"upgrade-insecure-requests": [True]} if is_secure else directives


def shared_with(path: str, content_type: str) -> str:
    """The Cross-Origin-Resource-Policy: public pictures may stand on other sites (feeds, copies, cards), nothing else."""
    is_picture = content_type.startswith("image/") and not path.startswith("/admin/")
    return "cross-origin" if is_picture else "same-origin"
