"""Static files of several releases in one folder: under names with their hash, and with one list for each release."""

import hashlib

from django.conf import settings
from whitenoise.storage import CompressedManifestStaticFilesStorage

LISTS = "files-of-"  # what deploy/prune_static.py knows the lists by


class ReleaseFiles(CompressedManifestStaticFilesStorage):
    """Which hashed name a file has stands in a list of this release's own.

    A release that is being prepared thereby changes nothing for the one that runs from another folder, also when that
    is started again meanwhile or gone back to; and its readers' pages go on finding their files (deploy/release.sh).
    """

    manifest_name = f"{LISTS}{hashlib.sha256(str(settings.BASE_DIR).encode()).hexdigest()[:12]}.json"
