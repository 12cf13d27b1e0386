"""What a machine needs to set a PDF. Asked once for each process; the rest of the site works without it."""

import ctypes
import shutil
import subprocess
from functools import lru_cache
from types import ModuleType

from django.utils.translation import gettext as _
from PIL import ImageFile

# What WeasyPrint loads, by the names on Linux and on macOS.
LIBRARIES = (
    ("libpango-1.0.so.0", "libpango-1.0.dylib"),
    ("libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib"),
    ("libfontconfig.so.1", "libfontconfig.1.dylib"),
    ("libharfbuzz-subset.so.0", "libharfbuzz-subset.0.dylib"),
)


def problem(language: str) -> str:
    """Why no PDF of a book in this language can be made here; empty where it can."""
    if not _has_pango():
        return _("PDF is switched off: the library Pango is not installed on this machine.")
    if language == "ko" and not _has_hangul():
        return _("PDF of Korean texts is switched off: no font with Hangul is installed on this machine.")
    return ""


@lru_cache(maxsize=1)
def weasyprint() -> ModuleType:
    """WeasyPrint, loaded when a PDF is made and not when a page leads to one.

    Loading it lets Pillow take pictures that are cut off, for the whole process: that is taken back, as uploads are
    refused by what Pillow finds.
    """
    kept = ImageFile.LOAD_TRUNCATED_IMAGES
    try:
        import weasyprint
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = kept
    return weasyprint


@lru_cache(maxsize=1)
def _has_pango() -> bool:
    return all(any(map(_loads, names)) for names in LIBRARIES)


def _loads(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
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
