"""Connections to a replica that may take them and say nothing more: what is not answered in PATIENCE has failed.

`statement_timeout` is kept by the server, and a stopped process keeps nothing; TCP tells of a machine that is gone, not of
a process that stands still. So the client looks at its own clock, as psycopg does for `connect_timeout`.
"""

import psycopg
from django.db.backends.postgresql import base

# Seconds; longer than `statement_timeout` of a replica, which then says itself that a query takes too long.
PATIENCE = 2.5


class Connection(psycopg.Connection):
    """A connection that is closed when an answer does not come."""

    def wait(self, gen, *args, timeout=None, **options):
        """What psycopg waits for; OperationalError after PATIENCE."""
        if timeout is not None:
            return super().wait(gen, *args, timeout=timeout, **options)
        try:
            return super().wait(gen, *args, timeout=PATIENCE, **options)
        except psycopg.errors._WaitTimeout as error:
            self.pgconn.finish()  # in the middle of a question: nothing can be asked over it any more
            raise psycopg.OperationalError(f"no answer within {PATIENCE:g} s") from error


class DatabaseWrapper(base.DatabaseWrapper):
    """Stock but for its connections."""

    def get_new_connection(self, conn_params):
        """Without a pool and at the server's isolation level, which is all that settings of replicas say."""
        self.isolation_level = base.IsolationLevel.READ_COMMITTED
        return Connection.connect(**conn_params)
