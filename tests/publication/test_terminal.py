"""The bar that a command shows while it works."""

from io import StringIO

import pytest
from django.core.management.base import OutputWrapper
from django.core.management.color import color_style

from publication import terminal
from publication.terminal import Bar, said


class Watched(StringIO):
    def isatty(self):
        return True


@pytest.fixture
def clock(monkeypatch):
    """A clock that is set by hand, in seconds."""
    now = {"seconds": 100.0}
    monkeypatch.setattr(terminal.time, "monotonic", lambda: now["seconds"])
    return now


def bar(stream, total=200) -> Bar:
    return Bar(OutputWrapper(stream, "\n"), total, "Posts")


def test_on_a_terminal_one_line_is_written_over(clock):
    stream = Watched()
    shown = bar(stream)
    clock["seconds"] += 10
    shown.show(50)
    clock["seconds"] += 30
    shown.end(200)
    assert stream.getvalue() == (
        "\r\x1b[K[######..................] Posts: 50 of 200, about 30 s left"
        "\r\x1b[K[########################] Posts: 200 of 200, done in 40 s\n"
    )


def test_where_nobody_watches_a_line_is_written_every_ten_seconds(clock):
    stream = StringIO()
    shown = bar(stream)
    for done in range(1, 51):
        clock["seconds"] += 0.5
        shown.show(done)
    shown.clear()
    shown.end(200)
    assert stream.getvalue().splitlines() == [
        "Posts: 20 of 200, about 1 min 30 s left",
        "Posts: 40 of 200, about 1 min 20 s left",
        "Posts: 200 of 200, done in 25 s",
    ]


def test_a_line_of_the_results_gets_room_on_a_terminal_only(clock):
    watched, plain = Watched(), StringIO()
    bar(watched).clear()
    bar(plain).clear()
    assert (watched.getvalue(), plain.getvalue()) == ("\r\x1b[K", "")


def test_what_was_done_before_does_not_count_for_the_time_left(clock):
    stream = StringIO()
    shown = bar(stream)
    shown.begin_at(100)
    clock["seconds"] += 10
    shown.show(110)
    assert stream.getvalue() == "Posts: 110 of 200, about 1 min 30 s left\n"


def test_the_bar_is_not_red_although_errors_are(clock):
    stream = Watched()
    wrapper = OutputWrapper(stream)
    wrapper.style_func = color_style(force_color=True).ERROR
    Bar(wrapper, 1, "Posts").end(1)
    assert "\x1b[31" not in stream.getvalue()


def test_nothing_to_do_is_done_at_once(clock):
    stream = StringIO()
    bar(stream, total=0).end(0)
    assert stream.getvalue() == "Posts: 0 of 0, done in 0 s\n"


@pytest.mark.parametrize(
    ("seconds", "words"), [(0.4, "0 s"), (59.4, "59 s"), (200, "3 min 20 s"), (7500, "2 h 5 min")]
)
def test_a_time_is_said_as_people_say_it(seconds, words):
    assert said(seconds) == words
