"""The Word reader: a `.docx` file becomes a `Manuscript`. It reads the file's own XML (docs/decisions/008)."""

from .reader import read_word

__all__ = ["read_word"]
