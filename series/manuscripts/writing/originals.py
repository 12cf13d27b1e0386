"""The file that a piece was made from, kept privately with the piece, or not at all."""

from django.core.files.base import ContentFile

from series.models import InstallmentPage, ManuscriptFile


class Originals:
    """Keeps original files; takes them back when the transaction fails (writing/wholeness.py)."""

    def __init__(self) -> None:
        self._stored: list[ManuscriptFile] = []

    def keep(self, page: InstallmentPage, data: bytes, name: str, sha256: str, user=None) -> ManuscriptFile:
        """Keep the bytes of a file with the page that was made of it."""
        kept = ManuscriptFile(
            page=page, series=page.series, uploaded_by=user, name=name[-255:], size=len(data), sha256=sha256
        )
        kept.file.save(name, ContentFile(data), save=False)
        self._stored.append(kept)
        kept.save()
        return kept

    def mark(self) -> int:
        """How many were kept so far; `take_back` returns to it."""
        return len(self._stored)

    def take_back(self, mark: int = 0) -> None:
        """Remove the files that were kept since; their rows went with the transaction."""
        for kept in self._stored[mark:]:
            kept.file.storage.delete(kept.file.name)
        del self._stored[mark:]
