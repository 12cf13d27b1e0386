"""The stack as a whole: its parts, and what tests do with it."""

import sys
from concurrent.futures import ThreadPoolExecutor

from tests.stack import acts, world
from tests.stack.client import Answer, Editor, ask
from tests.stack.inside import Inside
from tests.stack.load import Load, Loaded
from tests.stack.parts import BUCKETS, Postgres, Proxy, Redis, Storage
from tests.stack.processes import HERE, Keeper, Process, free_port
from tests.stack.world import HOST, PASSWORD

NODES = (1, 2)


class Node(Process):
    """One application node: gunicorn with the settings of production, behind the proxy.

    The proxy reaches it at a socket, as deploy/systemd/ has it; a port is for tests that ask it themselves.
    """

    def __init__(self, keeper: Keeper, number: int, environment: dict[str, str]):
        self.port = free_port()
        self.socket = keeper.folder / f"web-{number}.sock"
        super().__init__(
            keeper,
            f"node-{number}",
            [sys.executable, "-m", "gunicorn", "--config", "deploy/gunicorn.conf.py", "--bind", f"{HERE}:{self.port}",
             "--bind", f"unix:{self.socket}", "--umask", "0",  # the proxy may be nobody, who is in no group
             "config.wsgi"],
            environment=environment,
            ready=self.answers,
        )  # fmt: skip

    def get(self, path: str, **options) -> Answer:
        """Ask this node past the proxy, as the proxy would."""
        headers = {"X-Forwarded-Proto": "https", "X-Forwarded-For": HERE} | options.pop("headers", {})
        return ask(self.port, "GET", path, headers=headers, **options)

    def answers(self) -> bool:
        try:
            return self.get("/livez").status == 200
        except OSError:
            return False


class Stack:
    """Everything, running: `with Stack() as stack:`. Fixture `stack` gives one for all tests of this folder.

    `stack.get("/series/")` asks through the proxy; `stack.sign_in("managing").publish(pk, title="…")` works in the
    admin; `stack.inside(acts.write, "Title")` runs a function with the nodes' settings; `stack.node(1).kill()`,
    `stack.redis.hang()`, `stack.storage.answer(500)` break things, and `stack.mend()` brings everything back.
    """

    host = HOST
    password = PASSWORD

    def __init__(self):
        self.keeper = Keeper()
        try:
            self._lay_out()
        except BaseException:
            self.keeper.end()
            raise

    def _lay_out(self):
        self.postgres = Postgres(self.keeper)
        self.redis = Redis(self.keeper)
        self.storage = Storage(self.keeper)
        # The ports of the nodes are known to the proxy, and that of the proxy's control to the nodes.
        self.environment: dict[str, str] = {}
        self.nodes = {number: Node(self.keeper, number, self.environment) for number in NODES}
        self.proxy = Proxy(
            self.keeper, "nginx", [f"unix:{node.socket}" for node in self.nodes.values()],
            f"{self.storage.url}/{BUCKETS['media']}",
        )  # fmt: skip
        folder = self.keeper.folder
        (folder / "metrics").mkdir()
        self.environment |= {
            "DJANGO_SETTINGS_MODULE": "config.settings.production",
            "SECRET_KEY": world.PLACEHOLDERS["SECRET_KEY"],
            "ALLOWED_HOSTS": f"{HOST},{HERE},localhost",
            "DATABASE_URL": self.postgres.url,
            "SITE_URL": f"https://{HOST}",
            "PROXY_COUNT": "1",
            "STATIC_ROOT": str(world.static_files()),
            "MEDIA_ROOT": str(folder / "media"),
            "PRIVATE_ROOT": str(folder / "private"),
            "REDIS_URL": self.redis.url,
            "S3_BUCKET": BUCKETS["media"],
            "S3_PRIVATE_BUCKET": BUCKETS["private"],
            "S3_ENDPOINT_URL": self.storage.url,
            "S3_REGION": "us-east-1",
            "S3_ACCESS_KEY": "stack",
            "S3_SECRET_KEY": "only-for-the-stack",
            "CACHE_PROXIES": self.proxy.control_url,
            "METRICS_TOKEN": "only-for-the-stack",
            "PROMETHEUS_MULTIPROC_DIR": str(folder / "metrics"),
            "EMAIL_URL": f"smtp://{HERE}:9",  # no mail server: what is sent fails at once,
            "WEB_CONCURRENCY": "1",
            "PYTHONUNBUFFERED": "1",
        }
        manage = [sys.executable, "manage.py"]
        # Work that is left in the background while no worker shows a sign of life is done by whoever leaves it.
        self.worker = Process(
            self.keeper,
            "worker",
            [*manage, "work"],
            environment=self.environment,
            ready=lambda: "Starting worker" in self.worker.log_since_start,
        )
        self.scheduler = Process(
            self.keeper, "scheduler", [*manage, "keep_time"], environment=self.environment
        )
        self.inside = Inside(self.keeper, self.environment)

    def __enter__(self) -> "Stack":
        try:
            self.postgres.launch()
            self.redis.launch()
            self.storage.launch()
            self.postgres.await_ready()
            self.proxy.launch()
            with ThreadPoolExecutor() as pool:  # files are uploaded while Django starts
                storage = pool.submit(self.storage.await_ready)
                for process in (*self.nodes.values(), self.worker, self.scheduler, self.inside):
                    process.launch()
                storage.result()
            for process in (self.redis, self.proxy, self.worker, *self.nodes.values()):
                process.await_ready()
        except BaseException:
            self.end()
            raise
        return self

    def __exit__(self, *error):
        self.end()

    def end(self) -> None:
        """End everything, at once."""
        self.inside.stop()
        self.keeper.end()
        self.postgres.remove()

    def mend(self) -> None:
        """Bring back whatever a test has stopped, hung or broken, and wait until all of it answers."""
        self.storage.answer("pass")
        parts = [self.postgres, self.redis, self.storage.moto, self.storage.switch, self.proxy, self.worker,
                 self.scheduler, *self.nodes.values()]  # fmt: skip
        for part in parts:
            part.go_on()
            if not part.is_running:
                part.launch()
        for part in parts:
            part.await_ready()

    @property
    def url(self) -> str:
        """The address of the proxy; pages are asked for with `Host: www.example.org`."""
        return self.proxy.url

    def node(self, number: int) -> Node:
        return self.nodes[number]

    def get(self, path: str, **options) -> Answer:
        """Ask for a page as a reader; `host`, `cookies`, `headers`, `source` as in client.ask."""
        return ask(self.proxy.port, "GET", path, **options)

    def ask(self, method: str, path: str, **options) -> Answer:
        """Any method; `body` as well."""
        return ask(self.proxy.port, method, path, **options)

    def sign_in(self, username: str) -> Editor:
        """An editor of the demo (contributor, editor, managing) who has signed in, also with the second factor."""
        return Editor(self.proxy.port, self.inside(acts.session_of, username))

    def manage(self, *words: str, **options) -> str:
        """What a management command prints, run with the nodes' settings."""
        return self.inside(acts.command, *words, **options)

    def load(self, *paths: str, port: int = 0, **options) -> Loaded:
        """Ask for these paths in turn by many readers: `connections` or `rate`, `seconds`, `most` (requests)."""
        return self.start_load(*paths, port=port, **options).result()

    def start_load(self, *paths: str, port: int = 0, **options) -> Load:
        """The same, in the background: `.stop()` or `.result()` gives what became of it."""
        return Load(self.keeper, port=port or self.proxy.port, paths=list(paths or ("/",)), **options)

    def processes(self) -> dict[str, Process]:
        """Every part that is one process, by name; for measuring what they use."""
        parts = [
            self.postgres,
            self.redis,
            self.storage.moto,
            self.proxy,
            *self.nodes.values(),
            self.worker,
            self.scheduler,
        ]
        return {part.name: part for part in parts}

    def complaints(self, lines: int = 30) -> dict[str, str]:
        """The last lines of each part that are not about everything being well, by its name."""
        found = {name: part.log for name, part in self.processes().items()} | {"nginx": self.proxy.error_log}
        last = {
            name: [line[:4000] for line in log.splitlines() if '"level": "INFO"' not in line][-lines:]
            for name, log in found.items()
        }
        return {name: "\n".join(of_part) for name, of_part in last.items() if of_part}
