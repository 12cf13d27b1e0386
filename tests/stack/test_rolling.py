"""A new release takes the place of the old one, node by node, and nobody notices."""

from threading import Event, Thread

from tests.stack import slow_work
from tests.stack.processes import wait_until

# The first two are kept nowhere and always ask a node.
READ = ["/search/?q=river", "/search/?q=gauge", "/series/", "/"]


class Forms:
    """Editors who send one form after the other. What changes something is sent once only: no node may lose one."""

    def __init__(self, *editors):
        self.over, self.answers = Event(), []
        self.threads = [Thread(target=self.send, args=[editor]) for editor in editors]

    def send(self, editor) -> None:
        while not self.over.is_set():
            self.answers.append(editor.post("/admin/account/", {}).status)

    def start(self) -> None:
        for thread in self.threads:
            thread.start()

    def await_more(self, number: int) -> None:
        wanted = len(self.answers) + number
        wait_until(lambda: len(self.answers) >= wanted, f"{number} more forms are answered")

    def stop(self) -> list[int]:
        self.over.set()
        for thread in self.threads:
            thread.join()
        return self.answers


def await_readers(node) -> None:
    """Wait until the proxy sends readers to a node again, for which the script waits some seconds (PAUSE)."""
    before = node.log.count('"path": "/search/"')
    wait_until(lambda: node.log.count('"path": "/search/"') > before, f"readers are back on {node.name}")


def test_a_node_is_restarted_and_one_killed_under_load_without_a_failed_request(stack, alone):
    """The first as deploy/release.sh does it with each; the other without a word, as a machine that loses its power."""
    forms = Forms(*[stack.sign_in("managing") for _ in range(4)])
    load = stack.start_load(*READ, rate=10, seconds=120)
    forms.start()
    try:
        forms.await_more(12)
        stack.node(1).restart()
        await_readers(stack.node(1))
        forms.await_more(12)
    finally:
        answers = forms.stop()
    try:
        stack.node(2).kill()
        stack.node(2).start()
        await_readers(stack.node(2))
    finally:
        done = load.stop()
    assert done.errors == 0, done
    assert done.requests >= 40
    assert max(answers) < 500


def test_a_worker_that_is_to_end_finishes_the_job_in_hand(stack):
    path = stack.keeper.folder / "come-to-your-end"
    job = stack.inside(slow_work.start_waiting, str(path))
    wait_until(path.with_suffix(".begun").exists, "the job has begun")
    ending = Thread(target=stack.worker.stop)
    ending.start()
    assert stack.worker.is_running
    path.touch()
    ending.join()
    assert stack.inside(slow_work.state_of, job) == "done"
