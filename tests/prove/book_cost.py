"""What a big book costs to be set as a PDF: a series of twelve parts and 30,000 words with 40 pictures.

`python -m tests.prove.book_cost world FOLDER` makes it, in a database of its own; `ours FOLDER` makes the PDF as the
site does, from the database on, and `word FOLDER` the Word edition; `bare FOLDER` has WeasyPrint set the same HTML, style
sheet, fonts and pictures from files. These three print seconds of CPU and MB of memory at the most, both over what
importing took, MB in all, and pages. tests/prove/test_book_cost.py compares them.
"""

import io
import json
import os
import random
import re
import resource
import sys
from pathlib import Path
from uuid import UUID

PARTS, WORDS, PICTURES = 12, 30_000, 40
NOTES_A_PART, PARAGRAPH = 6, 85
VOCABULARY = (
    "the river gauge was read each morning by a teacher who kept a book of numbers and asked nobody for money while "
    "ministry offices upstairs wrote tables that agreed with none of them because their stone was in another valley"
).split()


def main(what: str, folder: Path) -> None:
    """Do one of these; see the module's words."""
    if what == "bare":
        _tell(bare(folder))
        return
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "config.settings.dev",
        "DATABASE_URL": f"sqlite:///{folder}/db.sqlite3",
        "MEDIA_ROOT": f"{folder}/media",
        "PRIVATE_ROOT": f"{folder}/private",
    }
    import django

    django.setup()
    if what == "world":
        world(folder)
    else:
        _tell({"ours": ours, "word": word}[what]())


def bare(folder: Path) -> tuple[float, float, float, int]:
    """WeasyPrint alone, with the same tags in the file."""
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration

    began = _spent()
    fonts = FontConfiguration()
    style = CSS(filename=folder / "print.css", font_config=fonts)
    options = {"pdf_variant": "pdf/ua-1", "pdf_tags": True}
    document = HTML(filename=folder / "book.html").render(font_config=fonts, stylesheets=[style], **options)
    document.write_pdf(**options)
    return _since(began, len(document.pages))


def ours() -> tuple[float, float, float, int]:
    """All that the worker does, from reading the series on."""
    from series.editions.pdf import set_pdf
    from series.editions.pdf.ability import weasyprint

    weasyprint()
    began = _spent()
    _content, pages = set_pdf(*_book())
    return _since(began, pages)


def word() -> tuple[float, float, float, int]:
    """The Word edition of the same book, for comparison."""
    from series.editions.word import write_book

    began = _spent()
    write_book(*_book())
    return _since(began, 0)


def world(folder: Path) -> None:
    """The series, and what `bare` reads."""
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0)
    _make_series()
    from importlib import resources

    from series.editions.pdf.document import document_of
    from series.editions.pdf.fonts import AS_IT_IS, CUTS, font

    printed = document_of(*_book())
    style = resources.files("series.editions.pdf").joinpath("print.css").read_text(encoding="utf-8")
    files = {"book.html": printed.html.encode(), "print.css": style.encode()}
    files |= {name: picture.content for name, picture in printed.pictures.items()}
    files |= {name: font(name) for name in (*CUTS, *AS_IT_IS)}
    for name, content in files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(content)
    _tell((len(re.findall(r"<img\b", printed.html)), len(re.sub(r"<[^>]+>", " ", printed.html).split())))


def _tell(figures: tuple) -> None:
    sys.stdout.write(f"{json.dumps(figures)}\n")


def _book():
    from wagtail.models import Site

    from publication.frame import frame_of
    from series.editions.book.reading import book_of_series
    from series.models import SeriesPage

    frame = frame_of(Site.objects.get())
    return book_of_series(SeriesPage.objects.get(), frame), frame


def _make_series() -> None:
    from wagtail_footnotes.models import Footnote

    from tests import factories

    chance = random.Random(6)
    author = factories.AuthorFactory(biography="<p>Teaches.</p>")
    series = factories.SeriesFactory(
        title="The long book", status="complete", introduction=_paragraph(chance)
    )
    pictures = iter(range(PICTURES))
    for number in range(PARTS):
        part = factories.InstallmentFactory(parent=series, title=f"Gauge {number + 1}", bylines=[author])
        notes = [
            Footnote.objects.create(
                page=part, uuid=UUID(int=chance.getrandbits(128), version=4), text=_paragraph(chance, 20)
            )
            for _ in range(NOTES_A_PART)
        ]
        marks = iter(notes)
        body = []
        for place in range(WORDS // PARTS // PARAGRAPH):
            if place % 5 == 0:
                body.append(("heading", {"text": " ".join(_words(chance, 4)), "level": "2"}))
            note = next(marks, None) if place % 4 == 1 else None
            mark = f'<footnote id="{note.uuid}">[{str(note.uuid)[:6]}]</footnote>' if note else ""
            body.append(("paragraph", _paragraph(chance, end=mark)))
            picture = (
                next(pictures, None)
                if place % 8 == 3 or (number < PICTURES % PARTS and place == 20)
                else None
            )
            if picture is not None:
                image = factories.ImageFactory(
                    file__from_func=lambda: _photograph(chance), file__filename=f"{picture}.jpg"
                )
                body.append(
                    ("image", {"image": image.pk, "alternative_text": "A gauge", "caption": "A gauge, read."})
                )
        part.body = [{"type": kind, "value": value} for kind, value in body]
        part.save()


def _paragraph(chance: random.Random, count: int = PARAGRAPH, end: str = "") -> str:
    return f"<p>{' '.join(_words(chance, count))}.{end}</p>"


def _words(chance: random.Random, count: int) -> list[str]:
    return chance.choices(VOCABULARY, k=count)


def _photograph(chance: random.Random) -> io.BytesIO:
    """Forms as large as those of a photograph, with some grain."""
    from PIL import Image

    rough = Image.frombytes("RGB", (32, 20), chance.randbytes(32 * 20 * 3)).resize(
        (1600, 1000), Image.Resampling.BICUBIC
    )
    grain = Image.frombytes("RGB", (1600, 1000), chance.randbytes(1600 * 1000 * 3))
    output = io.BytesIO()
    Image.blend(rough, grain, 0.06).save(output, "JPEG", quality=85)
    output.seek(0)
    return output


def _since(began: tuple[float, float], pages: int) -> tuple[float, float, float, int]:
    seconds, highest = _spent()
    return seconds - began[0], highest - began[1], highest, pages


def _spent() -> tuple[float, float]:
    """Seconds of CPU, and MB at the most, of this process since it began."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    highest = int(re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())[1])
    return used.ru_utime + used.ru_stime, highest / 1024


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]).resolve())
