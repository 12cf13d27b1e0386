"""Queries that are put into SQL once in each thread: of a page view, writing its SQL is a third of the work.

What changes from request to request is a `Slot` in the query. Everything else in it stays as it was when the query was
first asked, so it must not come from the request or the clock: that is part of the `shape`, or a slot.
"""

import threading
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import Expression, Field, QuerySet

from publication.planned import rows_of, text_around_slots
from publication.replicas.reading import reads_from

# A number that a column is compared with may be larger than the column takes.
WIDER = {"smallint": "bigint", "integer": "bigint"}


class Slot(Expression):
    """A value of a query that is said when it is asked, by its name."""

    def __init__(self, name: str, output_field: Field):
        super().__init__(output_field=output_field)
        self.name = name

    def as_sql(self, compiler, connection):
        return "%s", [_Place(self.name, self.output_field)]

    def as_postgresql(self, compiler, connection):
        # Its type in the text: the statement is planned before there is a value.
        kind = self.output_field.cast_db_type(connection)
        return f"%s::{WIDER.get(kind, kind)}", [_Place(self.name, self.output_field)]


def slots(name: str, count: int, field: Field) -> list[Slot]:
    """Slots `name_0` and on, for a list that a query looks in: `In(F("page_id"), ...)`, as `page_id__in` wants numbers."""
    return [Slot(f"{name}_{place}", field) for place in range(count)]


def each(name: str, values: Iterable, count: int) -> dict:
    """The values of those slots: a list of up to `count`, the last repeated where it is shorter."""
    values = list(values)
    return {f"{name}_{place}": values[min(place, len(values) - 1)] for place in range(count)}


def room_for(count: int) -> int:
    """The next power of two, so that lists of any length need few shapes."""
    return 1 << (count - 1).bit_length() if count else 0


@dataclass(frozen=True)
class _Place:
    """Where the value of a slot stands among the parameters of the SQL."""

    name: str
    field: Field


@dataclass(frozen=True)
class _Written:
    """A query in SQL: what it is sent with, what makes Python's values of its rows, and their names."""

    sql: str
    params: tuple
    compiler: Any
    names: tuple[str, ...]


class Prepared:
    """A query made by `build(*shape)`, a queryset of `.values()` in which slots stand for what differs each time."""

    def __init__(self, build: Callable[..., QuerySet]):
        self._build = build
        self._here = threading.local()  # a compiler belongs to the connection of its thread

    def rows(self, *shape: Hashable, **values) -> list[dict]:
        """The rows of the query of this shape, the slots filled with `values`. One query."""
        return self.read(self.raw(*shape, **values), *shape)

    def read(self, found: list[tuple], *shape: Hashable) -> list[dict]:
        """Rows as the database gave them, with Python's values under their names."""
        written = self._written(*shape)
        return [dict(zip(written.names, row, strict=True)) for row in written.compiler.results_iter([found])]

    def raw(self, *shape: Hashable, **values) -> list[tuple]:
        """The rows as the database gives them, in the order of the names, for those who need few of them. One query."""
        written = self._written(*shape)
        connection = connections[written.compiler.using]
        params = _filled(written.params, values, connection)
        if connection.vendor == "postgresql":
            return rows_of(connection, written.sql, params)
        with connection.cursor() as cursor:
            cursor.execute(written.sql, params)
            return cursor.fetchall()

    def _written(self, *shape: Hashable) -> _Written:
        kept = self._here.__dict__.setdefault("written", {})
        key = (reads_from(), shape)
        if key not in kept:
            kept[key] = _write(self._build(*shape).using(key[0]))
        return kept[key]


def rows_in(queryset: QuerySet, **values) -> list[tuple]:
    """The rows of a queryset of `.values_list()`, its slots filled: for one whose SQL is another each time.

    PostgreSQL keeps its plan as long as nothing differs but slots and texts. One query, or none where nothing can be found.
    """
    connection = connections[queryset.db]
    try:
        sql, params = queryset.query.get_compiler(queryset.db).as_sql()
    except EmptyResultSet:
        return []
    if connection.vendor == "postgresql":
        sql, params = text_around_slots(connection, sql, params, _slot_for_texts)
        return rows_of(connection, sql, _filled(params, values, connection))
    with connection.cursor() as cursor:
        cursor.execute(sql, _filled(params, values, connection))
        return cursor.fetchall()


def _filled(params: Iterable, values: dict, connection) -> list:
    return [
        param.field.get_db_prep_value(values[param.name], connection) if isinstance(param, _Place) else param
        for param in params
    ]


class MadeOfRows:
    """What is made of rows, kept for the same row: frozen, and made of nothing but the row and what it is `about`.

    Rows are asked for each time. But of a thousand of them most are those of the last time, and to give each its names
    and Python's values, and to make something of it, takes much longer than to fetch it.
    """

    def __init__(self, most: int):
        self._most = most
        self._kept: dict[tuple, Any] = {}

    def of(self, queryset: QuerySet, about: Hashable, make: Callable[[dict], Any]) -> list:
        """What `make` makes of each row of a queryset of `.values()`. One query."""
        compiler = queryset.query.get_compiler(queryset.db)
        try:
            sql, params = compiler.as_sql()
        except EmptyResultSet:  # nothing can be found
            return []
        with connections[queryset.db].cursor() as cursor:
            cursor.execute(sql, params)
            found = cursor.fetchall()
        names, kept, made = _names(queryset.query), self._kept, []
        for row in found:
            one = kept.get((about, row))
            if one is None:
                values = next(iter(compiler.results_iter([[row]])))
                one = make(dict(zip(names, values, strict=True)))
                if len(kept) >= self._most:
                    kept.clear()
                kept[about, row] = one
            made.append(one)
        return made


def _write(queryset: QuerySet) -> _Written:
    query = queryset.query
    compiler = query.get_compiler(queryset.db)
    sql, params = compiler.as_sql()
    for param in params:
        if isinstance(param, date) or (isinstance(param, str) and _is_a_moment(param)):
            raise ValueError(f"{param!r} would be asked for ever: a moment in a prepared query is a slot.")
    connection = connections[compiler.using]
    if connection.vendor == "postgresql":
        sql, params = text_around_slots(connection, sql, params, _slot_for_place)
    return _Written(sql, tuple(params), compiler, _names(query))


def _slot_for_place(param: Any) -> str:
    return "%s" if isinstance(param, _Place) else ""


def _slot_for_texts(param: Any) -> str:
    return "%s::text" if isinstance(param, str) else _slot_for_place(param)


def _names(query) -> tuple[str, ...]:
    return tuple(query.selected or (*query.extra_select, *query.values_select, *query.annotation_select))


def _is_a_moment(text: str) -> bool:
    """Is it a day or a moment, as databases without a type for them have it?"""
    try:
        date.fromisoformat(text[:10])
    except ValueError:
        return False
    return True
