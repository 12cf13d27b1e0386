"""Wagtail's search in the database (lists and choosers of the desk), for sites on which thousands of pages are found.

What is found and in which order is Wagtail's. But its query makes every column of every match before it takes the best
twenty, and on SQLite it asks the index once more for the rank of each: so here the index chooses the best, and only those
are read. Readers' search is another (home/search/, docs/decisions/013).
"""

from django.db.models import BigIntegerField, Case, F, IntegerField, Model, QuerySet, Value, When
from django.db.models.expressions import CombinedExpression
from django.db.models.functions import Cast
from modelsearch.backends import database
from modelsearch.query import MatchAll, Not
from modelsearch.utils import get_descendants_content_types_pks


def SearchBackend(params):  # noqa: N802 - the name by which Wagtail looks for a backend in a module
    """The backend of the database in hand; the library's own where it has neither full-text index."""
    stock = database.SearchBackend(params)
    makers = {"PostgresSearchBackend": _for_postgres, "SQLiteSearchBackend": _for_sqlite}
    make = makers.get(type(stock).__name__)
    return make(type(stock))(params) if make else stock


def ids_of_matches(model: type[Model], query) -> QuerySet:
    """The ids of the rows of a model that match in any field, as a query and in no order.

    On PostgreSQL of the index alone: the library looks for the entry of each row, by its key as a text.
    """
    from wagtail.search.backends import get_search_backend

    backend = get_search_backend()
    compiler = backend.query_compiler_class(model._default_manager.all(), query, order_by_relevance=False)
    if hasattr(compiler, "ids"):
        return compiler.ids(compiler.get_config(backend))
    found = backend.search(query, model._default_manager.all(), order_by_relevance=False)
    return found.get_queryset().order_by().values("pk")


def _for_sqlite(stock: type) -> type:
    # The library's modules can only be imported for the database in hand.
    from modelsearch.backends.database.sqlite.query import MatchExpression, normalize
    from modelsearch.backends.database.sqlite.sqlite import SQLiteFTSIndexEntry

    class BestOfSQLite:
        """Goes before a compiler of queries."""

        def search(self, config, start, stop, score_field=None):
            query = normalize(self.query)
            if not self._is_for_some(stop, score_field) or isinstance(query, MatchAll | Not):
                return super().search(config, start, stop, score_field)
            matches = SQLiteFTSIndexEntry.objects.filter(
                MatchExpression(
                    self.fields or self.FTS_TABLE_FIELDS, self.build_search_query(query, config=config)
                ),
                index_entry__content_type__in=get_descendants_content_types_pks(self.queryset.model),
            ).annotate(
                score=self._build_rank_expression(self.get_search_vectors(), config),
                found=Cast("index_entry__object_id", BigIntegerField()),
            )
            best = matches.filter(found__in=self.queryset.order_by().values("pk")).order_by("score", "-found")
            return self._read(best.values_list("found", flat=True)[start:stop])

    return _with_best(stock, BestOfSQLite)


def _for_postgres(stock: type) -> type:
    from django.contrib.postgres.search import CombinedSearchQuery, SearchVectorField
    from modelsearch.backends.database.postgres.postgres import IndexEntry

    # An index is kept of just this (wagtail_tables.py).
    words = CombinedExpression(F("title"), "||", F("body"), output_field=SearchVectorField())

    class MadeOnce(CombinedSearchQuery):
        """The words looked for, put into PostgreSQL's form once: in a plan that is kept they are no constant."""

        def __init__(self, query):
            super().__init__(query, "", query, config=query.config)

        def as_sql(self, compiler, connection, **context):
            sql, params = compiler.compile(self.lhs)
            return f"(SELECT {sql})", params

    class BestOfPostgres:
        """Goes before a compiler of queries."""

        def search(self, config, start, stop, score_field=None, backend=None):
            found = super().search(config, start, stop, score_field, backend)
            if not self._is_for_some(stop, score_field) or isinstance(self.query, MatchAll | Not):
                return found
            return self._read(found.values_list("pk", flat=True))

        def ids(self, config):
            matches = IndexEntry.objects.annotate(words=words).filter(
                content_type__in=get_descendants_content_types_pks(self.queryset.model),
                words=self.build_tsquery(self.query, config=config),
            )
            return matches.values(found=Cast("object_id", BigIntegerField()))

        def build_tsquery(self, query, config=None):
            made = super().build_tsquery(query, config=config)
            # Of beginnings of words the database knows from constants how many there are.
            return made if made is None or self.LAST_TERM_IS_PREFIX else MadeOnce(made)

    return _with_best(stock, BestOfPostgres)


class _Reading:
    """What both have in common."""

    def _is_for_some(self, stop: int | None, score_field: str | None) -> bool:
        """Are some of the matches wanted, by their rank alone? Ids are numbers, as the index has them as texts."""
        key = self.queryset.model._meta.pk
        while key.remote_field:
            key = key.target_field
        is_number = isinstance(key, IntegerField)
        return self.order_by_relevance and stop is not None and score_field is None and is_number

    def _read(self, pks: QuerySet) -> QuerySet:
        """The rows with these ids, in their order. The ids are read here: one query."""
        order = list(dict.fromkeys(pks))
        places = [When(pk=pk, then=Value(place)) for place, pk in enumerate(order)]
        return self.queryset.filter(pk__in=order).order_by(
            Case(*places, default=Value(len(order)), output_field=IntegerField())
        )


def _with_best(stock: type, best: type) -> type:
    search, complete = (
        type(compiler.__name__, (best, _Reading, compiler), {})
        for compiler in (stock.query_compiler_class, stock.autocomplete_query_compiler_class)
    )
    return type(
        stock.__name__,
        (stock,),
        {"query_compiler_class": search, "autocomplete_query_compiler_class": complete},
    )
