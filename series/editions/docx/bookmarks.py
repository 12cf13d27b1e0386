"""Places in a document that links lead to, under names that Word takes."""

from collections.abc import Iterable


class Bookmarks:
    """Gives each anchor that something leads to a name, and every bookmark of the file an id of its own.

    Word takes letters, digits and the underscore, forty at the most; the first underscore keeps a name out of its lists.
    """

    def __init__(self, anchors: Iterable[str] = ()):
        self._names = {anchor: f"_Place{number}" for number, anchor in enumerate(dict.fromkeys(anchors), 1)}
        self._count = 0

    def name(self, anchor: str) -> str:
        """The name of the bookmark for an anchor; "" where nothing leads to it."""
        return self._names.get(anchor, "")

    def at(self, anchor: str) -> str:
        """The bookmark for an anchor, in front of what follows."""
        return self.around(self._names[anchor], "")

    def around(self, name: str, content: str) -> str:
        """A bookmark of some name around runs."""
        self._count += 1
        start = f'<w:bookmarkStart w:id="{self._count}" w:name="{name}"/>'
        return f'{start}{content}<w:bookmarkEnd w:id="{self._count}"/>'
