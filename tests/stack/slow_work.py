"""Work for the worker that takes its time: it goes on until somebody lets it come to its end."""

import time
from pathlib import Path

from publication.background import start, work
from publication.models import Job


@work("tests.slow", may=lambda user, about: True)
def wait_for_file(progress, *, path):
    """Come to an end once there is a file."""
    Path(f"{path}.begun").touch()
    for _ in range(600):
        if Path(path).exists():
            return {"waited": True}
        time.sleep(0.1)
    return None


def start_waiting(path: str) -> int:
    """Leave it to the worker; the job's row."""
    from django.contrib.auth import get_user_model

    user = get_user_model().objects.get(username="managing")
    return start(wait_for_file, {"path": path}, user=user, label="Waiting").pk


def state_of(pk: int) -> str:
    """The state of a job in the database's words."""
    return Job.objects.get(pk=pk).state
