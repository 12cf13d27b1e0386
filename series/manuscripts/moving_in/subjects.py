"""Categories and tags become topics: case and accents do not count, and a mapping file says what else they are."""

from collections.abc import Iterable
from pathlib import Path

from django.core.exceptions import ValidationError

from series.manuscripts.manuscript import Finding
from series.manuscripts.moving_in.errors import MoveRefused
from series.manuscripts.moving_in.library import read_pairs
from series.models import Topic
from series.models.topics import topic_key, topic_named

# What WordPress puts on a post that was put nowhere.
NOTHING = frozenset(topic_key(name) for name in ("Uncategorized", "Uncategorised", "미분류"))


class Subjects:
    """The topics of posts. The mapping is a CSV file with the columns `from` and `to`; an empty `to` drops the name."""

    def __init__(self, mapping: Path | None = None):
        self._map = _read(mapping) if mapping else {}
        self._topics: dict[str, Topic] = {}
        self._added: list[str] = []

    def names(self, subjects: Iterable[str]) -> list[str]:
        """What the topics of a post are to be called, each once."""
        found: dict[str, str] = {}
        for subject in subjects:
            key = topic_key(subject)
            if key in self._map:
                subject = self._map[key]
            elif key in NOTHING:
                continue
            if topic_key(subject):
                found.setdefault(topic_key(subject), subject)
        return list(found.values())

    def topics(self, subjects: Iterable[str], findings: list[Finding]) -> list[Topic]:
        """The topics of a post, made where there are none yet."""
        found: dict[int, Topic] = {}
        for name in self.names(subjects):
            if topic := self._topic(name, findings):
                found.setdefault(topic.pk, topic)
        return list(found.values())

    def _topic(self, name: str, findings: list[Finding]) -> Topic | None:
        key = topic_key(name)
        if key not in self._topics:
            try:
                topic, is_new = topic_named(name)
            except ValidationError as error:
                findings.append(Finding("dropped", f"“{name}” cannot be a topic: {' '.join(error.messages)}"))
                return None
            if is_new:
                self._added.append(key)
                findings.append(Finding("changed", f"The topic “{topic.name}” is new."))
            self._topics[key] = topic
        return self._topics[key]

    def mark(self) -> int:
        """How many were made so far; `take_back` returns to it."""
        return len(self._added)

    def take_back(self, mark: int = 0) -> None:
        """Forget the topics that were made since: their rows went with the transaction."""
        for key in self._added[mark:]:
            self._topics.pop(key, None)
        del self._added[mark:]


def _read(path: Path) -> dict[str, str]:
    found: dict[str, str] = {}
    for line, name, other in read_pairs(path, ("from", "to")):
        if not name:
            continue
        if found.setdefault(topic_key(name), other) != other:
            raise MoveRefused(
                f"{path.name}, line {line}: “{name}” is there already, with another topic. Nothing was changed."
            )
    return found
