"""What the public may see. The only place of that rule: every list, count, neighbour and page starts here.

A page is open when it is live, inside its dates and not restricted, and so is every ancestor; for an alias, or
a page under one, its source and the source's ancestors as well. An alias of a page in another language is never open:
it holds a place in the tree and shows words of the wrong language. Stock Wagtail serves expired pages and children
of unpublished parents, and its `.public()` lets an alias of a private page through.
"""

from django.db.models import BooleanField, DateTimeField, F, Func, Value
from django.utils import timezone
from wagtail.models import Page, PageManager, PageViewRestriction
from wagtail.query import PageQuerySet

from publication.prepared import Slot

# treebeard spends 4 characters of a path on each level. The deepest page type, an installment, stands at level
# 5; levels beyond this bound could not be checked, so publication/tree.py refuses them.
STEP = 4
MAX_DEPTH = 8
COLUMNS = ("path", "live", "expire_at", "go_live_at", "id", "alias_of_id", "locale_id")


def _closed(alias: str, admitted: tuple[int, ...]) -> str:
    """SQL that is true where the row `alias` of wagtailcore_page is itself not open; takes two moments."""
    passed = f"AND r.id NOT IN ({', '.join(str(int(pk)) for pk in admitted)}) " if admitted else ""
    return (
        f"(NOT {alias}.live OR {alias}.expire_at <= %s OR {alias}.go_live_at > %s OR EXISTS "
        f"(SELECT 1 FROM wagtailcore_pageviewrestriction r WHERE r.page_id = {alias}.id {passed}))"
    )


def _prefixes(path: str) -> str:
    """SQL list of the paths of a page and its ancestors, the tree's root left out (it is never served)."""
    return ", ".join(f"SUBSTR({path}, 1, {STEP * depth})" for depth in range(2, MAX_DEPTH + 1))


class Open(Func):
    """A condition on a page's `path`: is it open to everybody at the given moment?

    One NOT EXISTS over the page and its ancestors. Compiled by hand because the ORM's form of it costs some
    9 ms for each page view; the paths are compared as text and nothing from a request enters the SQL.
    """

    output_field = BooleanField()

    def __init__(self, path, moment, admitted=(), **extra):
        self.admitted = tuple(admitted)
        super().__init__(path, moment, **extra)

    def as_sql(self, compiler, connection, **context):
        path, moment = self.source_expressions
        path_sql, path_params = compiler.compile(path)
        moment_sql, moment_params = compiler.compile(moment)
        here = _closed("anc", self.admitted) % (moment_sql, moment_sql)
        above_source = _closed("up", self.admitted) % (moment_sql, moment_sql)
        sql = (
            f"NOT EXISTS (SELECT 1 FROM wagtailcore_page anc WHERE anc.path IN ({_prefixes(path_sql)}) AND ({here} "
            f"OR (anc.alias_of_id IS NOT NULL AND EXISTS (SELECT 1 FROM wagtailcore_page src JOIN wagtailcore_page up "
            f"ON up.path IN ({_prefixes('src.path')}) WHERE src.id = anc.alias_of_id "
            f"AND (src.locale_id <> anc.locale_id OR {above_source})))))"
        )
        return sql, [*list(path_params) * (MAX_DEPTH - 1), *list(moment_params) * 4]


class OpenAmongMany(Func):
    """The same condition for lists over the whole site, where it is asked of thousands of pages.

    The pages that have others below them are few. Which of those are open is found once; of each page then only its own
    row is looked at, and whether the page above it is among them.
    """

    output_field = BooleanField()

    def as_sql(self, compiler, connection, **context):
        """SQLite looks for each page above in a list that is made once."""
        return self._written(
            compiler, f"SUBSTR({{path}}, 1, LENGTH({{path}}) - {STEP}) NOT IN ({{closed_above}})"
        )

    def as_postgresql(self, compiler, connection, **context):
        """PostgreSQL expects half of all pages to be in any list; of this it knows that most have none above that is closed."""
        above = f"(SUBSTR({{path}}, 1, LENGTH({{path}}) - {STEP}))"
        return self._written(
            compiler, f"NOT EXISTS (SELECT 1 FROM ({{closed_above}}) above WHERE above.path = {above})"
        )

    def _written(self, compiler, none_above: str) -> tuple[str, list]:
        compiled = [compiler.compile(expression) for expression in self.source_expressions]
        moment, moment_params = compiled[-1]
        row = dict(zip(COLUMNS, (sql for sql, _params in compiled[:-1]), strict=True))
        if any(params for _sql, params in compiled[:-1]):
            raise ValueError("Only of columns: each is named several times.")
        closed = _closed_by_row(**{name: f"k.{name}" for name in COLUMNS}) % tuple([moment] * 4)
        closed_above = (
            f"WITH closed AS MATERIALIZED (SELECT path FROM wagtailcore_page k WHERE k.numchild > 0 AND k.depth > 1 "
            f"AND {closed}) SELECT c.path FROM wagtailcore_page c JOIN closed "
            "ON SUBSTR(c.path, 1, LENGTH(closed.path)) = closed.path WHERE c.numchild > 0"
        )
        own = _open_by_row(**row) % tuple([moment] * 4)
        return f"({own} AND {none_above.format(path=row['path'], closed_above=closed_above)})", [
            *moment_params
        ] * 8


def _open_by_row(path, live, expire_at, go_live_at, id, alias_of_id, locale_id) -> str:
    """SQL that is true where a page is there and its own row does not close it; takes four moments.

    In words by which PostgreSQL knows that most pages are open: of the contrary of a disjunction it expects next to none.
    """
    return (
        f"{path} IS NOT NULL AND {live} AND ({expire_at} IS NULL OR {expire_at} > %s) "
        f"AND ({go_live_at} IS NULL OR {go_live_at} <= %s) "
        f"AND {id} NOT IN (SELECT page_id FROM wagtailcore_pageviewrestriction) "
        f"AND ({alias_of_id} IS NULL OR NOT {_alias_of_closed(id, alias_of_id, locale_id)})"
    )


def _closed_by_row(path, live, expire_at, go_live_at, id, alias_of_id, locale_id) -> str:
    """SQL that is true where a page's own row closes it, or the source of an alias does; takes four moments."""
    return (
        f"(NOT {live} OR COALESCE({expire_at} <= %s, FALSE) OR COALESCE({go_live_at} > %s, FALSE) OR EXISTS "
        f"(SELECT 1 FROM wagtailcore_pageviewrestriction r WHERE r.page_id = {id}) "
        f"OR ({alias_of_id} IS NOT NULL AND {_alias_of_closed(id, alias_of_id, locale_id)}))"
    )


def _alias_of_closed(id, alias_of_id, locale_id) -> str:
    """SQL that is true of an alias whose source, or what stands above it, is closed or of another language; two moments."""
    return (
        f"EXISTS (SELECT 1 FROM wagtailcore_page src JOIN wagtailcore_page up "
        f"ON up.path IN ({_prefixes('src.path')}) WHERE src.id = {alias_of_id} "
        f"AND (src.locale_id <> {locale_id} OR {_closed('up', ())}))"
    )


def is_open_among_many(at=None, page="") -> OpenAmongMany:
    """`is_open` for lists over the whole site; `page` is the way to the page, such as "page__". Nobody is admitted."""
    moment = at if isinstance(at, Slot) else Value(at or timezone.now(), output_field=DateTimeField())
    return OpenAmongMany(*(F(f"{page}{column}") for column in COLUMNS), moment)


def is_open(at=None, path="path", admitted=()) -> Open:
    """The condition for use in `filter()`; `path` names the path column when pages are reached by a join.

    It may be an expression: the one of two joined pages that is there, for example. `at` is a moment, or the slot of
    one in a prepared query.

    `admitted` holds the ids of view restrictions that the reader of the page in hand has passed.
    """
    column = F(path) if isinstance(path, str) else path
    moment = at if isinstance(at, Slot) else Value(at or timezone.now(), output_field=DateTimeField())
    return Open(column, moment, admitted)


class VisibleQuerySet(PageQuerySet):
    """A page queryset that can answer for the public."""

    def visible_among_many(self, at=None):
        """The same as `visible()`, quicker where the whole site is asked about."""
        return self.filter(is_open_among_many(at))

    def visible(self, at=None, admitted=()):
        """Only pages that everybody may see at the moment `at` (an aware datetime; now, by default)."""
        return self.filter(live=True).filter(is_open(at, admitted=admitted))


VisibleManager = PageManager.from_queryset(VisibleQuerySet)


def restrictions_above(page):
    """The view restrictions (a queryset) on a page, its ancestors, and the sources of aliases among them.

    Wagtail's own looks at the source of an alias, but not at what stands above that source.
    """
    own = path_and_above(page.path)
    sources = Page.objects.filter(path__in=own, alias_of__isnull=False).values_list(
        "alias_of__path", flat=True
    )
    paths = own.union(*(path_and_above(path) for path in sources))
    return PageViewRestriction.objects.filter(page__path__in=paths)


def path_and_above(path: str) -> set[str]:
    """A tree path and those of its ancestors, the tree's root left out."""
    return {path[:length] for length in range(2 * STEP, len(path) + 1, STEP)}
