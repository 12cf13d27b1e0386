"""What a big book costs as a PDF, beside what WeasyPrint alone takes for the same HTML: time and memory.

`-s` prints the table of docs/benchmarks.md.
"""

import json
import subprocess
import sys
from pathlib import Path
from statistics import median

import pytest

from series.editions.pdf.fonts import CUTS, cut, font
from tests.prove.book_cost import PICTURES, WORDS

pytestmark = pytest.mark.prove

ROUNDS = 5
MOST_TIME, MOST_MEMORY = 1.5, 1.2


def run(what: str, folder) -> list[float]:
    command = [sys.executable, "-m", "tests.prove.book_cost", what, str(folder)]
    done = subprocess.run(command, cwd=Path(__file__).parents[2], capture_output=True, text=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])


def test_a_big_book_costs_little_more_than_setting_it(tmp_path):
    pictures, words = run("world", tmp_path)
    assert (pictures, words > WORDS) == (PICTURES, True)
    runs = {what: [] for what in ("bare", "ours", "word")}
    for _round in range(ROUNDS):
        for what, found in runs.items():
            found.append(run(what, tmp_path))
    found = {what: [median(each) for each in zip(*rows, strict=True)] for what, rows in runs.items()}
    for what, (seconds, over, highest, pages) in found.items():
        sys.stdout.write(f"| {what} | {seconds:.2f} | {over:.0f} | {highest:.0f} | {pages:.0f} |\n")
    assert found["ours"][3] == found["bare"][3]
    assert found["ours"][0] <= MOST_TIME * found["bare"][0]
    assert found["ours"][1] <= MOST_MEMORY * found["bare"][1]


def test_the_fonts_for_paper_are_cut_from_the_one_for_screens():
    assert {name: font(name) == cut(*axes) for name, axes in CUTS.items()} == dict.fromkeys(CUTS, True)
