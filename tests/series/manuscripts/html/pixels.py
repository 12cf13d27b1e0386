"""A picture inside a page."""

import base64

PIXELS = base64.b64encode(b"\x89PNG" + bytes(200)).decode()
