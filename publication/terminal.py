"""A bar on a terminal while a command works, with the time that is left; plain lines where nobody watches."""

import time

from django.core.management.base import OutputWrapper

WIDTH = 24
SECONDS_BETWEEN_LINES = 10.0
SECONDS_BETWEEN_FRAMES = 0.1


class Bar:
    """Shows how much of `total` is done, on a command's `stderr`, so that its results can be piped.

    On a terminal one line is written over; elsewhere a line is written every ten seconds and at the end.
    """

    def __init__(self, stream: OutputWrapper, total: int, what: str):
        self._stream, self._total, self._what = stream, total, what
        self._is_terminal = stream.isatty()
        self._begun = self._shown = time.monotonic()
        self._first = 0

    def begin_at(self, done: int) -> None:
        """Leave what was done before out of the reckoning of time."""
        self._first = done
        self._begun = time.monotonic()

    def show(self, done: int) -> None:
        """Tell that so much is done; cheap, to be called for each thing."""
        now = time.monotonic()
        pause = SECONDS_BETWEEN_FRAMES if self._is_terminal else SECONDS_BETWEEN_LINES
        if now - self._shown >= pause:
            self._shown = now
            self._write(done)

    def clear(self) -> None:
        """Make room on the terminal for a line of the results."""
        if self._is_terminal:
            self._put("\r\x1b[K")

    def end(self, done: int) -> None:
        """Show the last state and leave the line."""
        self._write(done)
        if self._is_terminal:
            self._put("\n")

    def _write(self, done: int) -> None:
        share = min(done / self._total, 1) if self._total else 1
        line = f"{self._what}: {done:,} of {self._total:,}, {self._left(done)}"
        if self._is_terminal:
            filled = round(share * WIDTH)
            self._put(f"\r\x1b[K[{'#' * filled}{'.' * (WIDTH - filled)}] {line}")
        else:
            self._put(f"{line}\n")

    def _put(self, text: str) -> None:
        """Write just that, in no colour: a command's stderr is red and ends every line otherwise."""
        self._stream.write(text, lambda words: words, "")
        self._stream.flush()

    def _left(self, done: int) -> str:
        seconds = time.monotonic() - self._begun
        if done >= self._total:
            return f"done in {said(seconds)}"
        if done <= self._first:
            return "time left not known yet"
        return f"about {said(seconds / (done - self._first) * (self._total - done))} left"


class Stages:
    """A bar for each stage of a command, one after the other, named by what is counted in it."""

    def __init__(self, stream: OutputWrapper):
        self._stream = stream
        self._bar: Bar | None = None
        self._what = ""

    def show(self, done: int, total: int, what: str) -> None:
        """Tell that so much of a stage is done; one with another name begins a new bar."""
        if what != self._what:
            self.clear()
            self._bar, self._what = Bar(self._stream, total, what), what
        self._bar.show(done)

    def clear(self) -> None:
        """Make room for a line of the results."""
        if self._bar:
            self._bar.clear()


def said(seconds: float) -> str:
    """A time as people say it: "8 s", "3 min 20 s", "2 h 5 min"."""
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60} s"
    return f"{whole // 3600} h {whole % 3600 // 60} min"
