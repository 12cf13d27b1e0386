"""Why a backup could not be made, read or brought back, in words for the operator."""


class BackupError(Exception):
    """Nothing was made or changed; `str()` says why and what to do."""


class Damaged(BackupError):
    """The file is no backup, is not whole, was changed, or opens with another key."""
