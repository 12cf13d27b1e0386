"""What a long Word manuscript costs to read, beside what mammoth alone takes for the same bytes: time and memory.

`-s` prints the table of docs/benchmarks.md.
"""

import io
import json
import random
import subprocess
import sys
from statistics import median

import pytest
from PIL import Image

from series.editions.docx import write_docx
from series.manuscripts.manuscript import (
    BylineEntry,
    Footnote,
    Heading,
    ImageFile,
    ImageSlot,
    Manuscript,
    Paragraph,
)
from series.manuscripts.word import read_word
from series.manuscripts.words import Span, Words

WORDS, NOTES, PICTURES, ROUNDS = 10_000, 100, 20, 5
VOCABULARY = (
    "the river gauge was read each morning by a teacher who kept a book of numbers and asked nobody for money while "
    "ministry offices upstairs wrote tables that agreed with none of them because their stone was in another valley"
).split()

# Run in a process of its own: its highest memory is that of the reading, over what importing had taken.
MEASURE = """
import json, re, sys, time
from pathlib import Path

def highest():
    # Of this process since it began; getrusage would tell that of the process it was forked from.
    return int(re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())[1]) / 1024

data = Path(sys.argv[1]).read_bytes()
{imports}
before, began = highest(), time.process_time()
{read}
print(json.dumps([time.process_time() - began, highest() - before]))
"""
READERS = {
    "our reader": ("from series.manuscripts.word import read_word", "read_word(data)"),
    "mammoth": ("import io, mammoth", "mammoth.convert_to_html(io.BytesIO(data))"),
}


def picture(number: int) -> bytes:
    """A photograph's worth of bytes: noise does not pack."""
    stream = io.BytesIO()
    Image.frombytes("RGB", (480, 320), random.Random(number).randbytes(480 * 320 * 3)).save(stream, "JPEG")
    return stream.getvalue()


def long_manuscript() -> Manuscript:
    """Exactly WORDS words in paragraphs of 100, a note in each, a heading and a picture after every five."""
    chance = random.Random(1916)
    body, footnotes = [], []
    for number in range(1, WORDS // 100 + 1):
        text = " ".join(chance.choice(VOCABULARY) for _ in range(98))
        link = Span("here", link=f"https://a.example/{number}")
        body.append(
            Paragraph(Words.of(f"{text} ", Span("stone", italic=True), " ", link, Span("", note=str(number))))
        )
        footnotes.append(
            Footnote(str(number), Words.of("The book, ", Span("page", italic=True), f" {number}."))
        )
        if number % 5 == 0:
            body.append(Heading(Words.of(f"What was read in year {number}")))
            body.append(
                ImageSlot("The stone.", "A. Marsh", "A stone", ImageFile(picture(number), "stone.jpg"))
            )
    return Manuscript(
        "The Long Book", byline=(BylineEntry("Ann Bell"),), body=tuple(body), footnotes=tuple(footnotes)
    )


@pytest.mark.prove
def test_a_long_manuscript_costs_no_more_than_mammoth_takes(tmp_path):
    manuscript = long_manuscript()
    file = tmp_path / "long.docx"
    file.write_bytes(write_docx(manuscript))
    read = read_word(file.read_bytes())
    assert len(read.footnotes) == NOTES
    assert sum(isinstance(block, ImageSlot) and not block.missing for block in read.body) == PICTURES
    assert sum(len(block.words.plain.split()) for block in read.body if isinstance(block, Paragraph)) == WORDS

    measured: dict[str, list[tuple[float, float]]] = {name: [] for name in READERS}
    for _round in range(ROUNDS):
        for name, (imports, run) in READERS.items():
            program = MEASURE.format(imports=imports, read=run)
            out = subprocess.run([sys.executable, "-c", program, str(file)], capture_output=True, check=True)
            measured[name].append(json.loads(out.stdout))
    figures = {
        name: [median(column) for column in zip(*rounds, strict=True)] for name, rounds in measured.items()
    }
    rows = "\n".join(f"| {name} | {seconds:.2f} | {size:.0f} |" for name, (seconds, size) in figures.items())
    print(f"\n{file.stat().st_size:,} bytes\n{rows}")  # noqa: T201 (the figures of the proof are its result)
    assert figures["our reader"][0] <= figures["mammoth"][0]
    assert figures["our reader"][1] <= figures["mammoth"][1]
