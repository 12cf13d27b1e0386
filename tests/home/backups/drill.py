"""A small site with one of everything that a backup has to bring back, and somebody who works on it meanwhile."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from django.contrib.sessions.models import Session
from django.core.files.base import ContentFile
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from home.backups.snapshot import snapshot
from home.backups.tables import Schema
from publication.models import LibraryDocument
from series.models import Edition, InstallmentPage, ManuscriptFile
from tests.factories import (
    AuthorFactory,
    ImageFactory,
    InstallmentFactory,
    SeriesFactory,
    UserFactory,
    draft_of,
)
from tests.series.followers.mailing.world import follow, follower


def build_site():
    """A series of two parts with pictures and drafts, a document, a manuscript, a follower, a session and an edition."""
    UserFactory(username="kim", role="Editors")
    author = AuthorFactory(title="Choe Won-gi", native_name="최원기")
    picture = ImageFactory(file__width=40, file__height=30)
    picture.get_rendition("width-20")
    series = SeriesFactory(title="Rivers", image=picture)
    parts = [
        InstallmentFactory(
            parent=series, title=title, bylines=[author], subtitle="tab\tline\nback\\slash \\N"
        )
        for title in ("Gauge", "Levee")
    ]
    for part in parts:
        draft_of(part, standfirst="A draft of 2021.")
    LibraryDocument.objects.create(title="Report", file=ContentFile(b"%PDF-1.7 report", "report.pdf"))
    ManuscriptFile.objects.create(
        page=parts[0], file=ContentFile(b"as it came", "x"), name="part.docx", size=10, sha256="0" * 64
    )
    follow(follower("reader@example.org"), series)
    tomorrow = timezone.now() + timedelta(days=1)
    Session.objects.create(session_key="a" * 32, session_data="", expire_date=tomorrow)
    Edition.objects.create(page=parts[0], form="epub")
    return series


class Editor:
    """Somebody who edits in a thread of their own: two titles change together, and now and then a part is published."""

    def __init__(self, series):
        self._series, self._pool, self._calls, self.edits = series, ThreadPoolExecutor(1), 0, 0

    def work(self, *args) -> None:
        """Edit once in six calls, and come back when it is committed: nobody waits for the backup."""
        self._calls += 1
        if self._calls % 6 == 1:
            self._pool.submit(self._edit).result(timeout=30)

    def stop(self) -> None:
        self._pool.shutdown()

    def _edit(self) -> None:
        self.edits += 1
        try:
            with transaction.atomic():
                self._series.title = f"Rivers {self.edits}"
                self._series.save()
                InstallmentPage.objects.filter(series=self._series).update(subtitle=f"Rivers {self.edits}")
            if self.edits % 4 == 1:
                draft_of(InstallmentFactory(parent=self._series, title=f"New {self.edits}")).publish()
        finally:
            connection.close()


def digests() -> dict[str, str]:
    """The digest of every table as it is now."""
    with snapshot() as now:
        return {table.name: now.digest(table) for table in Schema(connection).tables}


def files_below(folder) -> dict[str, bytes]:
    """Every file below a folder by its path, those aside that a restore has moved away."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not path.relative_to(folder).parts[0].startswith(".")
    }


def statuses() -> dict[str, int]:
    """How each public page of the series answers a reader."""
    client = Client()
    pages = [page.url for page in InstallmentPage.objects.filter(live=True).order_by("pk")]
    return {
        address: client.get(address).status_code for address in ["/", "/series/", "/search/?q=Gauge", *pages]
    }
