"""A site of two pages for gunicorn: `/` answers at once, `/wait` as soon as somebody writes to the pipe that PIPE names."""

import os
from pathlib import Path


def site(environ, start_response):
    """What the request brought comes back as the answer."""
    body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0)) or b"here"
    if environ["PATH_INFO"] == "/wait":
        Path(os.environ["PIPE"]).read_bytes()
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", str(len(body)))])
    return [body]
