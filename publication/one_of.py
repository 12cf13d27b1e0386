"""A condition that is answered from a list found first, whatever the database thinks of how long the list is."""

from django.db.models import BooleanField, Expression, F, Func, QuerySet, Subquery


class OneOf(Func):
    """Is the key of a row among what a query of one column finds?

    PostgreSQL knows nothing of how much such a query finds where it is the search of an index, or an end of several lists: it
    takes it for little, and compares each with each. Asked for as an array it comes first, and rows are found by their keys.
    """

    output_field = BooleanField()

    def __init__(self, keys: QuerySet, key: str | Expression = "pk"):
        super().__init__(F(key) if isinstance(key, str) else key, Subquery(keys))

    def as_sql(self, compiler, connection, **context):
        key, key_params, keys, keys_params = self._both(compiler)
        return f"{key} IN {keys}", [*key_params, *keys_params]

    def as_postgresql(self, compiler, connection, **context):
        key, key_params, keys, keys_params = self._both(compiler)
        return f"{key} = ANY(ARRAY{keys})", [*key_params, *keys_params]

    def _both(self, compiler) -> tuple:
        key, keys = self.source_expressions
        return *compiler.compile(key), *compiler.compile(keys)
