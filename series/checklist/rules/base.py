"""What a point of the checklist is, and what it finds."""

from dataclasses import dataclass
from enum import Enum

from django.utils.translation import gettext_lazy as _

from series.checklist.piece import Piece


class Level(Enum):
    """Required points keep a piece out of print; advised ones are only shown."""

    REQUIRED = "required"
    ADVISED = "advised"

    @property
    def label(self) -> str:
        """The word for editors."""
        return _("Required") if self is Level.REQUIRED else _("Advised")


@dataclass(frozen=True)
class Finding:
    """What is missing or wrong, in one sentence, and the field of the form where it is put right."""

    message: str
    field: str


class Rule:
    """One point. `code` is kept in settings and never changes; `level` is the one it has until editors choose."""

    code = ""
    label = ""
    level = Level.ADVISED

    def check(self, piece: Piece) -> list[Finding]:
        """What is missing; nothing when the point is met."""
        raise NotImplementedError
