"""What is done with a site of its own in the proof of backups, each in a process: fill it, edit it, look at it.

python -m tests.prove.backup_site fill PIECES MEGABYTES | edit UNTIL | look
"""

import logging
import os
import sys
from pathlib import Path

import django


def main(what: str, *arguments: str) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
    django.setup()
    from django.conf import settings

    # Its output is its answer; that a query was slow on a busy machine is none.
    logging.disable(logging.WARNING)
    settings.DEBUG = False
    settings.ALLOWED_HOSTS = ["*"]
    {"fill": fill, "edit": edit, "look": look}[what](*arguments)


def fill(pieces: str, megabytes: str) -> None:
    """Load the demo, and add parts with drafts, documents of a megabyte, and a reader who follows."""
    from django.core.management import call_command

    from publication.models import LibraryDocument
    from publication.private_files import private_storage
    from tests.factories import InstallmentFactory, SeriesFactory, draft_of
    from tests.series.followers.mailing.world import follow, follower

    call_command("migrate", verbosity=0)
    call_command("load_demo")
    follow(follower("reader@example.org"))
    for number in range(int(pieces)):
        if number % 20 == 0:
            series = SeriesFactory()
        part = InstallmentFactory(parent=series, body=[("paragraph", f"<p>{'The water rose. ' * 150}</p>")])
        if number % 4 == 0:
            draft_of(part)
    folder = Path(private_storage().path("documents"))
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(int(megabytes)):
        name = f"report-{number}.pdf"
        (folder / name).write_bytes(os.urandom(1024 * 1024))
        LibraryDocument.objects.create(title=name, file=f"documents/{name}", file_size=1024 * 1024)


def edit(until: str) -> None:
    """Publish parts, change titles and delete pictures, until a file is there; say how often."""
    from django.db import transaction

    from publication.models import CreditedImage
    from tests.factories import ImageFactory, InstallmentFactory, SeriesFactory, draft_of

    series, edits = SeriesFactory(title="Meanwhile"), 0
    while not Path(until).exists():
        edits += 1
        with transaction.atomic():
            series.title = f"Meanwhile {edits}"
            series.save()
            InstallmentFactory(parent=series, title=series.title)
        draft_of(series.get_children().last().specific).publish()
        picture = ImageFactory(file__width=20, file__height=20)
        CreditedImage.objects.get(pk=picture.pk).delete()
    print(edits)  # noqa: T201


def look() -> None:
    """Ask for every twentieth public piece, the lists and a search as a reader, and print what did not answer 200."""
    from django.test import Client

    from publication.models import CreditedImage
    from series.models import InstallmentPage, SeriesPage

    for series in SeriesPage.objects.filter(title__startswith="Meanwhile "):
        titles = [part.title for part in series.get_children().order_by("path")]
        assert not titles or titles[-1] == series.title, (series.title, titles[-1:])
    pieces = [page.url for page in InstallmentPage.objects.visible().order_by("pk")[::20]]
    for address in ["/", "/ko/", "/series/", "/authors/", "/topics/", "/search/?q=water", *pieces]:
        answer = Client().get(address)
        if answer.status_code != 200:
            print(address, answer.status_code)  # noqa: T201
    for picture in CreditedImage.objects.all():
        if not picture.file.storage.exists(picture.file.name):
            print(picture.file.name, "is not there")  # noqa: T201


if __name__ == "__main__":
    main(*sys.argv[1:])
