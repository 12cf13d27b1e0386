"""How gunicorn serves the site: `gunicorn --config deploy/gunicorn.conf.py config.wsgi`.

One node has one process of some threads for each core it may use (WEB_CONCURRENCY, gunicorn's own variable); where it
listens is said on the command line (`--bind`) or handed over by systemd. https://gunicorn.org/reference/settings/
"""

import os
import sys

worker_class = "deploy.draining.DrainingWorker"  # with threads
threads = int(os.environ.get("WEB_THREADS", "4"))

# Seconds. A thread that has an answer of the database waits as long for those that make pages; publishing asks the
# database hundreds of times, and was several times slower beside busy readers with Python's own 0.005.
sys.setswitchinterval(0.0005)

# Read before anything listens: until a node can answer its port is closed, and the proxy asks another one. No connection
# is opened and no thread started by then, so nothing is shared by the workers that must not be.
preload_app = True

# The proxy keeps connections for 30 s: gunicorn must never be the one that closes, or a form could be lost.
keepalive = 75

# A worker that gives no sign of life is ended; with threads that is one that hangs as a whole, not a slow request.
timeout = 60
# On SIGTERM requests in hand are finished; none of them may take longer than the proxy waits.
graceful_timeout = 60

# What leaks, leaks slowly: a worker is replaced after so many requests, not all at the same moment.
max_requests = 20_000
max_requests_jitter = 4_000

# Heartbeat files in memory: a busy disk must not look like a worker that hangs.
worker_tmp_dir = "/dev/shm"  # noqa: S108 - files without a name, open in gunicorn alone

# A socket is for the site's own group, of which the proxy is a member, and so is what is written.
umask = 0o007

# Sizes of requests that no browser passes; the proxy has its own, and HTTP/2 ends there.
limit_request_line = 8190
limit_request_fields = 60
limit_request_field_size = 8190

# Requests are written down by the proxy and, with their ids, by the application.
accesslog = None
errorlog = "-"
loglevel = "warning"

# Nothing that could be told by whoever reaches a socket what to do.
control_socket_disable = True
# Only PROXY_COUNT of the application's own settings says whom to believe; gunicorn itself believes nobody.
forwarded_allow_ips = ""
secure_scheme_headers = {}
