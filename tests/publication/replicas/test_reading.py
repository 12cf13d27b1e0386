"""Who reads from a replica, what does not, and that a replica's failure never reaches a reader."""

from types import SimpleNamespace

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ImproperlyConfigured
from django.db import DataError, OperationalError, transaction
from django.http import HttpResponse
from django.test import RequestFactory

from config.environment import replicas
from publication.replicas import checks, choosing, middleware, reading
from publication.replicas.middleware import ReplicaMiddleware, is_for_everybody
from publication.replicas.reading import PRIMARY, Router, read_from, reads_from

ROUTER = Router()


@pytest.fixture(autouse=True)
def _read_from_the_primary_afterwards():
    yield
    read_from(PRIMARY)


def asked(path="/", method="get", **headers):
    return getattr(RequestFactory(), method)(path, **headers)


@pytest.mark.parametrize(
    "path", ["/", "/ko/", "/series/asean/3/", "/series/asean/feed/rss/", "/search/?q=rivers", "/api/v1/series/", "/sitemap.xml"]
)  # fmt: skip
@pytest.mark.parametrize("method", ["get", "head"])
def test_a_public_page_is_for_everybody(path, method):
    assert is_for_everybody(asked(path, method))


@pytest.mark.parametrize(
    "path",
    [
        "/admin/", "/admin/pages/3/edit/preview/", "/_util/authenticate_with_password/3/4/", "/clearance/abc/",
        "/follow/confirm/abc/", "/ko/follow/manage/abc/", "/documents/3/a.pdf", "/readyz", "/livez", "/metrics",
        "/series/asean.epub", "/series/asean/3.pdf", "/series/asean/3/card-0123456789abcdef0123.png",
    ],
)  # fmt: skip
def test_what_is_somebody_s_own_or_is_kept_is_read_from_the_primary(path):
    assert not is_for_everybody(asked(path))


def test_editors_and_writers_read_from_the_primary():
    editor = asked()
    editor.COOKIES["sessionid"] = "abc"
    assert not is_for_everybody(editor)
    assert not is_for_everybody(asked(method="post"))
    assert not is_for_everybody(asked(headers={"authorization": "Bearer abc"}))


def test_what_is_written_and_what_stands_in_a_transaction_is_the_primary_s(transactional_db):
    assert ROUTER.db_for_read(ContentType) == PRIMARY
    read_from("replica_1")
    assert ROUTER.db_for_read(ContentType) == "replica_1"
    assert ROUTER.db_for_write(ContentType) == PRIMARY
    assert not ROUTER.allow_migrate("replica_1", "series")
    with transaction.atomic():
        assert ROUTER.db_for_read(ContentType) == PRIMARY
    assert ROUTER.db_for_read(ContentType) == "replica_1"


class Connection:
    """The connection to the one replica; a view asks it through `ask`."""

    def __init__(self):
        self.connection = SimpleNamespace(closed=False)
        self.problem = None
        self.in_atomic_block = False

    def execute_wrapper(self, watch):
        self.watch = watch
        return self

    def __enter__(self):
        return self

    def __exit__(self, *error):
        pass

    def close(self):
        pass

    def ask(self):
        def execute(*words):
            if self.problem and reads_from() != PRIMARY:
                raise self.problem

        self.watch(execute, "SELECT 1", (), False, {})


@pytest.fixture
def connection(monkeypatch):
    connection = Connection()
    known = {"replica_1": connection, PRIMARY: SimpleNamespace(in_atomic_block=False)}
    for module in (choosing, middleware, reading):
        monkeypatch.setattr(module, "connections", known)
    replica = choosing.Replica("replica_1")
    monkeypatch.setattr(middleware, "choose", lambda place: replica)
    monkeypatch.setattr(middleware, "read_mark", lambda: 1)
    monkeypatch.setattr(middleware, "replicas_have_what_they_need", list)
    connection.replica = replica
    return connection


def read_by(view):
    """The answer of the middleware around a view, and where the view read each time."""
    read = []

    def get_response(request):
        read.append(reads_from())
        try:
            return view()
        except OperationalError as error:  # as Django does it
            return around.process_exception(request, error) or HttpResponse(status=500)

    around = ReplicaMiddleware(get_response)
    return around(asked("/series/")), read


def test_a_reader_reads_from_the_replica_and_what_follows_from_the_primary(connection):
    response, read = read_by(lambda: HttpResponse("text"))
    assert (response.content, read, reads_from()) == (b"text", ["replica_1"], PRIMARY)


def test_a_replica_that_fails_is_left_out_and_the_page_comes_from_the_primary(connection):
    connection.problem = OperationalError("the connection is lost")
    connection.connection.closed = True

    def view():
        connection.ask()
        return HttpResponse("text")

    response, read = read_by(view)
    assert (response.status_code, response.content, read) == (200, b"text", ["replica_1", PRIMARY])
    assert connection.replica.is_left_out


def test_a_view_that_goes_on_without_its_rows_is_asked_again(connection):
    connection.problem = OperationalError("canceling statement due to conflict with recovery")

    def view():
        try:
            connection.ask()
        except OperationalError:
            return HttpResponse("half")
        return HttpResponse("whole")

    response, read = read_by(view)
    assert (response.content, read) == (b"whole", ["replica_1", PRIMARY])
    assert not connection.replica.is_left_out  # it is there, and only stopped this query


def test_a_question_that_no_database_takes_does_not_leave_a_replica_out(connection):
    connection.problem = DataError("a NUL")

    def view():
        try:
            connection.ask()
        except DataError:
            return HttpResponse(status=400)
        return HttpResponse("text")

    read_by(view)
    assert not connection.replica.is_left_out


def test_an_error_on_the_primary_stays_one(connection, monkeypatch):
    monkeypatch.setattr(middleware, "choose", lambda place: None)

    def view():
        raise OperationalError("the primary is gone")

    response, read = read_by(view)
    assert (response.status_code, read) == (500, [PRIMARY])


def test_replicas_need_postgresql_and_a_cache_that_all_nodes_share(monkeypatch):
    def have(database, cache):
        known = {"DATABASES": {"default": {"ENGINE": database}}, "CACHES": {"default": {"BACKEND": cache}}}
        monkeypatch.setattr(checks, "settings", SimpleNamespace(REPLICAS={"replica_1": {}}, **known))

    have("django.db.backends.sqlite3", "django.core.cache.backends.locmem.LocMemCache")
    assert [found.id for found in checks.replicas_have_what_they_need()] == [
        "publication.E101",
        "publication.E102",
    ]
    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL is not PostgreSQL"):
        ReplicaMiddleware(lambda request: None)
    have("django.db.backends.postgresql", "django_redis.cache.RedisCache")
    assert checks.replicas_have_what_they_need() == []


def test_each_replica_has_an_alias_and_a_bound_on_its_patience():
    found = replicas(("postgres://site@two.example.org/site", "postgres://site@three.example.org/site"))
    assert [(alias, described["HOST"]) for alias, described in found.items()] == [
        ("replica_1", "two.example.org"),
        ("replica_2", "three.example.org"),
    ]
    assert found["replica_1"]["OPTIONS"] == {
        "connect_timeout": 2,
        "options": "-c statement_timeout=2000",
    }


def test_a_replica_that_is_no_postgresql_is_refused():
    with pytest.raises(ImproperlyConfigured, match="replicas of PostgreSQL only"):
        replicas(("sqlite:////srv/site.db",))
