"""`make stack`: the whole of production on this machine, until Ctrl-C."""

import signal
import sys
import threading

from tests.stack.conftest import HOW_TO_GET_IT
from tests.stack.processes import nginx
from tests.stack.stack import Stack


def main() -> None:
    if nginx() is None:
        sys.exit(f"The stack needs nginx: {HOW_TO_GET_IT}")
    over = threading.Event()
    for ending in (signal.SIGINT, signal.SIGTERM):
        signal.signal(ending, lambda *_: over.set())
    print("Starting the stack ...")
    with Stack() as stack:
        print(told(stack))
        over.wait()
        print("Ending ...")


def told(stack: Stack) -> str:
    """Where everything is."""
    lines = [
        f"  The site, through nginx:  {stack.url}/",
        f"  The admin:                {stack.url}/admin/   (contributor, editor, managing: {stack.password!r})",
        *[
            f"  Node {number}:                   http://127.0.0.1:{node.port}/"
            for number, node in stack.nodes.items()
        ],
        f"  nginx, for the nodes:     {stack.proxy.control_url}/",
        f"  PostgreSQL:               {stack.postgres.url}",
        f"  Redis:                    {stack.redis.url}",
        f"  Object storage:           {stack.storage.url}",
        f"  Logs and everything else: {stack.keeper.folder}",
    ]
    return "\n" + "\n".join(lines) + "\n\n  Ctrl-C ends all of it."


if __name__ == "__main__":
    main()
