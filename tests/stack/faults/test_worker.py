"""The worker is killed in the middle of a job: nothing half stays, and an editor has a button to begin again."""

import time

from tests.stack.faults import questions
from tests.stack.faults.works import MADE
from tests.stack.processes import wait_until


def test_a_worker_is_killed_in_the_middle_of_a_job(stack, alone, figures):
    editor = stack.sign_in("managing")
    pk = stack.inside(questions.start_topics, "managing", seconds=30)
    wait_until(lambda: stack.inside(questions.job_state, pk).state == "running", "the job begins", 20)
    stack.worker.kill()
    stack.inside(questions.let_a_minute_pass, pk)
    stopped = stack.inside(questions.job_state, pk)
    shown = editor.get(stopped.address)
    assert (stopped.is_stopped, stopped.topics) == (True, 0)
    assert shown.status == 200
    assert 'method="post"' in shown.text, "a button to begin again"

    begun = time.monotonic()
    stack.worker.start()
    again = stack.inside(questions.begin_again_sooner, pk, "managing")
    wait_until(lambda: stack.inside(questions.job_state, pk).state == "done", "the job is done", 30)
    done = stack.inside(questions.job_state, pk)
    assert again
    assert done.topics == MADE, "each once"
    figures(
        "Worker killed in a job",
        f"0 of {MADE} rows left, shown as stopped, done {time.monotonic() - begun:.1f} s after",
    )
