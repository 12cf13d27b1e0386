#!/usr/bin/env python3
"""Puts values into site.conf.template, and included pieces into their places: one file for nginx.

    deploy/nginx/fill.py /srv/site/proxy.env > /etc/nginx/conf.d/site.conf && nginx -t

Needs Python and the files of the release, and nothing else. Values come from a file of NAME=value lines
(proxy.env.example); a name that the template asks for and nobody gives, or that is given and not asked for, is an error.
"""

import re
import runpy
import sys
from collections.abc import Mapping
from pathlib import Path

HERE = Path(__file__).resolve().parent
VALUE = re.compile(r"\$\{([A-Z_]+)\}")
UPLOADS = HERE.parents[1] / "publication" / "upload_size.py"
INCLUDE = re.compile(r"^([ \t]*)\$\{include ([^\n]+)\}[ \t]*$", re.MULTILINE)
# What may be left out, and what it is then.
USUAL = {
    "EDGE": "tls",
    "LISTEN": "443",
    "LISTEN_PLAIN": "80",
    "ACME_ROOT": "/var/www/html",
    "FORWARDED_PROTO": "$scheme",
    "TRUSTED": "",
    "NODES": " ".join(f"server unix:/run/site/web-{n}.sock max_fails=3 fail_timeout=2s;" for n in (1, 2)),
    "CONTROL": "127.0.0.1:8081",
    "CONTROL_ALLOW": "allow 127.0.0.1;",
    "CACHE_FOLDER": "/var/cache/nginx/site",
    "CACHE_KEYS": "20m",
    "CACHE_SIZE": "2g",
    "LOG_FOLDER": "/var/log/nginx",
    "STATIC_ROOT": "/srv/site/static",
    "MEDIA": "disk",
    "MEDIA_ROOT": "/srv/site/media",
    "BUCKET_URL": "",
    "BUCKET_HOST": "",
}


class CannotFill(Exception):
    """A value is missing, unknown or empty; the message names it."""


def fill(values: Mapping[str, str], template: Path = HERE / "site.conf.template") -> str:
    """The whole configuration. Raises CannotFill."""
    known = USUAL | {"HOSTS": "", "CERTIFICATE": "", "CERTIFICATE_KEY": ""}
    unknown = sorted(set(values) - set(known))
    if unknown:
        raise CannotFill(f"The proxy has no setting {', '.join(unknown)}.")
    uploads = runpy.run_path(str(UPLOADS))["MEBIBYTES"]
    return _filled(template.read_text(), known | dict(values) | {"UPLOAD_SIZE": f"{uploads}m"})


def _filled(text: str, values: Mapping[str, str]) -> str:
    def value(match) -> str:
        name = match[1]
        if not values[name] and name not in ("TRUSTED", "CONTROL_ALLOW"):
            raise CannotFill(f"{name} is not set.")
        return values[name]

    def included(match) -> str:
        piece = _filled((HERE / VALUE.sub(value, match[2])).read_text(), values)
        return "\n".join(match[1] + line if line else line for line in piece.rstrip("\n").split("\n"))

    comments = re.compile(r"^[ \t]*#.*$", re.MULTILINE)
    kept = comments.sub(lambda match: match[0].replace("${", "$\0{"), text)
    return VALUE.sub(value, INCLUDE.sub(included, kept)).replace("$\0{", "${")


def read(file: Path) -> dict[str, str]:
    """The NAME=value lines of a file; empty ones and those that begin with # are left out."""
    lines = [line.strip() for line in file.read_text().splitlines()]
    pairs = [line.partition("=") for line in lines if line and not line.startswith("#")]
    return {name.strip(): text.strip().strip('"') for name, _, text in pairs}


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    try:
        sys.stdout.write(fill(read(Path(sys.argv[1]))))
    except CannotFill as error:
        sys.exit(str(error))
