"""The inputs shared with the project: read where they lie beside it, their tests skipped by name where they do not."""

import os
from pathlib import Path

import pytest

SHARED = Path(os.environ.get("SHARED_DIR") or Path(__file__).resolve().parents[2] / "shared")


def shared(path: str) -> bytes:
    """The bytes of a shared file, by its path below the shared folder; skips the test when it is not there."""
    file = SHARED / path
    if not file.exists():
        pytest.skip(f"{path} is not here; SHARED_DIR names the folder that holds it")
    return file.read_bytes()
