"""What a machine needs to set a PDF. Asked once for each process; the rest of the site works without it."""

import logging
import shutil
import subprocess
from functools import lru_cache

from django.utils.translation import gettext as _

log = logging.getLogger(__name__)


def problem(language: str) -> str:
    """Why no PDF of a book in this language can be made here; empty where it can."""
    if not _has_pango():
        return _("PDF is switched off: the library Pango is not installed on this machine.")
    if language == "ko" and not _has_hangul():
        return _("PDF of Korean texts is switched off: no font with Hangul is installed on this machine.")
    return ""


@lru_cache(maxsize=1)
def _has_pango() -> bool:
    try:
        import weasyprint  # noqa: F401 (loads the library)
    except (ImportError, OSError) as error:
        log.warning("No PDF can be made: %s", error)
        return False
    return True


@lru_cache(maxsize=1)
def _has_hangul() -> bool:
    """Does fontconfig, which Pango asks, know a font that covers Korean?"""
    fontconfig = shutil.which("fc-list")
    if not fontconfig:
        return False
    found = subprocess.run(  # noqa: S603 (nothing in it comes from anybody)
        [fontconfig, ":lang=ko", "family"], capture_output=True, text=True, timeout=30, check=False
    )
    return bool(found.stdout.strip())
