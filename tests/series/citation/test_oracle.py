"""printed.json is what citeproc prints: asked again, with npm's citeproc and Debian's styles (`make prove`).

Needs npm, node, npm's registry and Debian's packages of styles; where one of them is missing the test is skipped and
says which. test_styles.py compares our own styles with printed.json in every run.
"""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from .shared import HERE, printed

pytestmark = pytest.mark.prove

CITEPROC = "citeproc@2.4.63"
STYLES = Path(os.environ.get("CSL_STYLES", "/usr/share/citation-style-language"))
PACKAGES = "citation-style-language-styles citation-style-language-locales"
PATIENCE = 300  # seconds


@pytest.fixture
def citeproc(tmp_path):
    """A folder with citeproc in it, from npm."""
    for program in ("npm", "node"):
        if not shutil.which(program):
            pytest.skip(f"{program} is not here, and citeproc comes from npm")
    if not STYLES.exists():
        pytest.skip(f"the official styles are not here; on Debian: apt-get install {PACKAGES}")
    command = ["npm", "install", "--silent", "--no-fund", "--no-audit", "--prefix", tmp_path, CITEPROC]
    done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)
    if done.returncode:
        pytest.skip(f"npm has no {CITEPROC} for us: {done.stderr.strip()[-200:]}")
    return tmp_path


def test_citeproc_prints_what_was_kept_of_it(citeproc):
    for name in ("oracle.js", "items.json"):
        shutil.copy(HERE / name, citeproc)
    command = ["node", "oracle.js", STYLES]
    done = subprocess.run(command, cwd=citeproc, capture_output=True, text=True, timeout=PATIENCE, check=True)
    assert json.loads(done.stdout) == printed()
