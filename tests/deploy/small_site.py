"""A site of two pages for gunicorn: `/` answers at once, `/wait` as soon as the file that FILE names is there."""

import os
import time
from pathlib import Path


def site(environ, start_response):
    """What the request brought comes back as the answer."""
    body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0)) or b"here"
    while environ["PATH_INFO"] == "/wait" and not Path(os.environ["FILE"]).exists():
        time.sleep(0.02)
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", str(len(body)))])
    return [body]
