"""How a node comes to its end without losing anybody: gunicorn's worker with threads, which closes its door first.

gunicorn 27 stops taking connections on SIGTERM and leaves the door open until requests in hand are done. Whoever comes
meanwhile is let in by the system and reset in the end, and so is whoever came just before. The proxy cannot know whether
a form that was sent has been read, so it sends none a second time: each release could cost editors a form, with a 502.
https://github.com/benoitc/gunicorn/issues/3397 and /pull/3612
"""

import select

from gunicorn.workers.gthread import ThreadWorker


class DrainingWorker(ThreadWorker):
    """Takes all who wait when it is to end, closes the door behind them, and answers them before it goes.

    The address of a socket in the file system is gone by then (the arbiter removes it), so nobody is left out. A port
    takes connections until it is closed, which follows at once: only who comes in that very moment is still reset.
    """

    def set_accept_enabled(self, enabled: bool) -> None:
        """Also close the door for good, where this is the end of the worker and not a rest."""
        super().set_accept_enabled(enabled)
        if enabled or self.alive:
            return
        doors, self.sockets = self.sockets, []  # once: it may have been at rest when its end came
        for door in doors:
            while select.select([door], [], [], 0)[0]:
                self.accept(door)
            door.close()
