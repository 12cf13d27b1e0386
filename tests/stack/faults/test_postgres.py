"""PostgreSQL is restarted while people read and an editor publishes again and again."""

import signal
import threading
import time
from dataclasses import dataclass, field

import pytest

from tests.stack import acts
from tests.stack.faults import questions
from tests.stack.faults.watching import Log, family, send, shown_everywhere, warm
from tests.stack.processes import wait_until

BACK_WITHIN = 5.0
# Not what the editor's publications show: what was taken from the caches just before is nowhere until it can be made.
KEPT = (
    "/series/asean-korea-2021/",
    "/ko/series/asean-korea-2021/",
    "/series/asean-korea-2021/all/",
)


@dataclass
class Publishing(threading.Thread):
    """An editor who publishes a piece again and again, each time with the same number in title and text."""

    editor: object
    pk: int
    answers: list = field(default_factory=list)  # (moment, number, answer)

    def __post_init__(self):
        super().__init__(daemon=True)
        self.over = threading.Event()

    __hash__ = threading.Thread.__hash__

    def run(self):
        number = 0
        while not self.over.is_set():
            number += 1
            try:
                form = self.editor.form(f"/admin/pages/{self.pk}/edit/")
            except Exception:  # the form itself is away for a moment
                self.over.wait(0.1)
                continue
            answer = send(self.editor, self.pk, form, title=f"Edition {number}", text=f"Text {number}.")
            self.answers.append((time.monotonic(), number, answer))

    def stop(self):
        self.over.set()
        self.join(60)


@pytest.mark.parametrize("how", ["fast", pytest.param("immediate", marks=pytest.mark.prove)])
def test_postgresql_is_restarted_under_load(stack, alone, figures, how):
    piece = stack.inside(acts.write, f"Before the {how} restart")
    shown_everywhere(stack, piece.path, f"Before the {how} restart", 5)
    warm(stack)
    stack.load(*KEPT, connections=2, most=10)  # everything is kept by the proxy
    workers = [family(node.pid) for node in stack.nodes.values()]
    log = Log(*stack.nodes.values(), stack.worker)
    load = stack.start_load(*KEPT, rate=20, seconds=60)
    editor = stack.sign_in("managing")
    form = editor.form(f"/admin/pages/{piece.pk}/edit/")
    publishing = Publishing(editor, piece.pk)
    publishing.start()
    wait_until(lambda: len(publishing.answers) >= 2, "an editor publishes", 20)

    stack.postgres.gentle = signal.SIGINT if how == "fast" else signal.SIGQUIT
    try:
        stack.postgres.stop()
    finally:
        stack.postgres.gentle = signal.SIGINT
    told = send(editor, piece.pk, form, title="Not now", text="What was typed meanwhile.")
    away = time.monotonic()
    wait_until(lambda: time.monotonic() - away > 1, "a second without a database")
    stack.postgres.start()
    returned = time.monotonic()
    edit = f"/admin/pages/{piece.pk}/edit/"
    asks = [
        *[lambda node=node: node.get("/readyz") for node in stack.nodes.values()],
        lambda: editor.get(edit),
    ]
    wait_until(lambda: all(ask().status == 200 for ask in asks), "nodes and the admin", BACK_WITHIN)
    well = time.monotonic() - returned
    wait_until(
        lambda: any(moment > returned and answer.status == 302 for moment, _, answer in publishing.answers),
        "the editor publishes again",
        30,
    )
    publishing.stop()
    loaded = load.stop()

    assert told.status == 503
    assert "nothing you typed is lost" in told.text
    assert "What was typed meanwhile." in told.text
    assert {answer.status for _, _, answer in publishing.answers} <= {302, 503}
    assert loaded.errors == 0, loaded
    now = stack.inside(questions.state_of, piece.pk)
    assert now.title == now.live_title, now
    assert now.text == now.live_text == f"Text {now.title.removeprefix('Edition ')}."
    assert now.is_indexed
    shown_everywhere(stack, piece.path, now.text, BACK_WITHIN)
    answered = [number for _, number, answer in publishing.answers if answer.status == 302]
    assert int(now.title.removeprefix("Edition ")) >= max(answered), "what was confirmed is there"
    assert [family(node.pid) for node in stack.nodes.values()] == workers, "a node was restarted"
    assert stack.worker.is_running
    unanswered = len(publishing.answers) - len(answered)
    figures(
        f"PostgreSQL restarted ({how}) under 20 requests/s",
        f"{loaded}; {len(answered)} publications confirmed, {unanswered} refused with 503, all well {well:.2f} s after its "
        f"return; {len(log.lines)} log lines",
    )
