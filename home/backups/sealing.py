"""Seals a stream with age (https://age-encryption.org/v1) for those who hold a key, and opens it; a thread does the work."""

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

import pyrage

from home.backups.refusals import BackupError, Damaged

SEALED, COMPRESSED = b"age-encryption.org/", b"\x1f\x8b"


@contextmanager
def sealed(target: BinaryIO, recipients: tuple[str, ...]) -> Iterator[BinaryIO]:
    """A stream of which `target` gets what only the recipients (`age1…`) can read; `target` itself without any."""
    if not recipients:
        yield target
        return
    keys = [_recipient(text) for text in recipients]
    with _piped(lambda inner: pyrage.encrypt_io(inner, target, keys), writes=True) as stream:
        yield stream


@contextmanager
def opened(source: BinaryIO, identity: str) -> Iterator[BinaryIO]:
    """The stream that was sealed, or `source` itself where it is not. Raises Damaged where it opens with another key."""
    begin = source.read(len(SEALED))
    source.seek(-len(begin), os.SEEK_CUR)
    if begin.startswith(COMPRESSED):
        yield source
    elif begin != SEALED:
        raise Damaged("This is no backup: it begins like none.")
    else:
        keys = _identities(identity)
        with _piped(lambda inner: pyrage.decrypt_io(source, inner, keys), writes=False) as stream:
            yield stream


def _recipient(text: str):
    try:
        return pyrage.x25519.Recipient.from_str(text)
    except pyrage.RecipientError as error:
        raise BackupError(
            f"BACKUP_RECIPIENT is {text!r}, which is no public key of age. It begins with age1; `age-keygen` makes one."
        ) from error


def _identities(path: str) -> list:
    if not path:
        raise BackupError("The backup is sealed. Name the file of the private key in BACKUP_IDENTITY.")
    try:
        lines = Path(path).read_text().split()
        return [
            pyrage.x25519.Identity.from_str(line) for line in lines if line.startswith("AGE-SECRET-KEY-")
        ] or (_refuse(path, "it holds none"))
    except (OSError, UnicodeDecodeError, pyrage.IdentityError) as error:
        _refuse(path, str(error))


def _refuse(path: str, why: str):
    raise BackupError(f"BACKUP_IDENTITY names {path}, and no private key of age can be read from it: {why}.")


@contextmanager
def _piped(work: Callable[[BinaryIO], None], *, writes: bool) -> Iterator[BinaryIO]:
    """One end of a pipe, with `work` at the other in a thread. What goes wrong there is raised here, instead of
    what it looks like here (a broken pipe, a stream that ends too early)."""
    read, write = os.pipe()
    ours, inner = (os.fdopen(write, "wb"), os.fdopen(read, "rb")) if writes else (
        os.fdopen(read, "rb"), os.fdopen(write, "wb"))  # fmt: skip
    failures: list[Exception] = []

    def run() -> None:
        try:
            with inner:
                work(inner)
        except Exception as error:
            failures.append(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    try:
        yield ours
        if not writes:
            # To the end, or the last part was not looked at. Whoever leaves early does not come here.
            while ours.read(1024 * 1024):
                pass
    except Exception as error:
        _end(ours, thread)
        if failures and not isinstance(failures[0], BrokenPipeError):
            raise _said(failures[0], writes) from error
        raise
    except BaseException:
        _end(ours, thread)
        raise
    _end(ours, thread)
    if failures:
        raise _said(failures[0], writes)


def _end(ours: BinaryIO, thread: threading.Thread) -> None:
    with suppress(BrokenPipeError):  # the other end has failed, and says why
        ours.close()
    thread.join()


def _said(error: Exception, writes: bool) -> Exception:
    if writes or (isinstance(error, OSError) and error.errno):
        return error
    if isinstance(error, pyrage.DecryptError) and "No matching keys" in str(error):
        return Damaged("The backup is sealed for another key than that of BACKUP_IDENTITY.")
    return Damaged(f"The file is damaged or not whole ({error}).")
