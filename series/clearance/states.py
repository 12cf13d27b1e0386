"""Where an author can stand with a text. Plain values, for the checklist and the desk."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum


class State(Enum):
    """Where one author stands with the text as it is now."""

    CLEARED = "cleared"
    VOIDED = "voided"  # approved, and changed since
    ASKED = "asked"  # the link works, no approval yet
    LAPSED = "lapsed"  # the link expired or was revoked, no approval
    NOT_ASKED = "not asked"


@dataclass(frozen=True)
class Standing:
    """One author and the text as it is now. `at` is when it was approved, or asked for; `comments` how many came."""

    name: str
    state: State
    at: datetime | None = None
    comments: int = 0
