"""From an address to a page, with two queries, for the public only what is open.

Stock Wagtail walks down the tree with two queries for each level, and serves pages that have expired or whose
parents are not published. Here one query finds the deepest page on the way and says whether it is open; what it
is not allowed to show is a 404. A restricted page goes on to Wagtail's own check of passwords and sign-ins.
"""

from urllib.parse import quote

from django.contrib.contenttypes.models import ContentType
from django.db.models import DateTimeField, IntegerField, Model, TextField
from django.http import Http404, HttpRequest, HttpResponsePermanentRedirect
from django.utils import timezone
from wagtail.models import Page
from wagtail.url_routing import RouteResult
from wagtail.views import serve as wagtail_serve

from publication.caching import keys
from publication.caching.rules import open_to_all
from publication.frame import frame_for
from publication.prepared import Prepared, Slot, each, slots
from publication.replicas.reading import reads_from
from publication.slugs import compose
from publication.visibility import is_open, restrictions_above

# The longest address below a home page: series/<series>/<part>/ and what a routable page adds to it.
MAX_NAMES = 8


def serve(request, path):
    """Wagtail's view for pages, with the way to the page found in advance; raise Http404 where nothing is shown.

    A path typed in decomposed Korean moves to its composed form, which is how slugs are kept.
    """
    route = find_route(request, compose(path))
    if route is not None and compose(request.path) != request.path:
        query = request.META.get("QUERY_STRING", "")
        return open_to_all(
            HttpResponsePermanentRedirect(quote(compose(request.path)) + (f"?{query}" if query else ""))
        )
    request._wagtail_route_for_request = route
    response = wagtail_serve(request, path)
    keys.note_page(request, route.page.pk)
    # A page that some may see is for nobody else, and neither is the way to its password.
    return response if route.page.restrictions_above else open_to_all(response)


def find_route(request: HttpRequest, path: str) -> RouteResult | None:
    """The specific page and route arguments for a path below the language prefix; None where it shows nothing."""
    frame = frame_for(request)
    root = frame and frame.root()
    if root is None or "\x00" in path:
        return None
    names = [name for name in path.split("/") if name]
    if len(names) > MAX_NAMES:
        return None
    tree_paths = [root + "".join(f"{name}/" for name in names[:count]) for count in range(len(names) + 1)]
    count = len(tree_paths)
    found = DEEPEST.rows(count, now=timezone.now(), **each("path", tree_paths, count))
    if not found:
        return None
    deepest = found[0]
    page = _specific(deepest["pk"], deepest["content_type_id"])
    if deepest["is_public"]:
        page.restrictions_above = ()
    else:
        page.restrictions_above = tuple(restrictions_above(page))
        page.admitted = tuple(restriction.pk for restriction in page.restrictions_above)
        if not Page.objects.filter(pk=page.pk).filter(is_open(admitted=page.admitted)).exists():
            return None
    try:
        return page.route(request, names[tree_paths.index(deepest["url_path"]) :])
    except Http404:
        return None


def _deepest(count: int):
    """The deepest page at `count` tree paths, and whether it is public; slots are `path_0` and on, and `now`."""
    rows = Page.objects.filter(url_path__in=slots("path", count, TextField())).order_by("-depth")
    now = Slot("now", DateTimeField())
    return rows.values("pk", "content_type_id", "url_path", is_public=is_open(now))[:1]


DEEPEST = Prepared(_deepest)


def _specific(pk: int, content_type_id: int) -> Page:
    """The page as its own type, with what its type names in `read_with`, in one query."""
    model = ContentType.objects.get_for_id(content_type_id).model_class() or Page
    rows = BY_ID.rows(model, pk=pk)
    if not rows:
        raise model.DoesNotExist
    page = _made(model, rows[0])
    for name in _read_with(model):
        field = model._meta.get_field(name)
        is_there = rows[0][field.attname] is not None
        field.set_cached_value(page, _made(field.related_model, rows[0], f"{name}__") if is_there else None)
    return page


def _by_id(model: type[Page]):
    """All columns of a page's own type and of what is read with it; its slot is the id, `pk`."""
    names = [*_columns(model)]
    for name in _read_with(model):
        names += _columns(model._meta.get_field(name).related_model, f"{name}__")
    return model._default_manager.filter(pk=Slot("pk", IntegerField())).order_by().values(*names)


BY_ID = Prepared(_by_id)


def _read_with(model: type[Page]) -> tuple[str, ...]:
    return getattr(model, "read_with", ())


def _columns(model: type[Model], before: str = "") -> list[str]:
    return [f"{before}{field.attname}" for field in model._meta.concrete_fields]


def _made(model: type[Model], row: dict, before: str = "") -> Model:
    """The object of a row, as Django makes it of one that it asked for."""
    own = [field.attname for field in model._meta.concrete_fields]
    return model.from_db(reads_from(), own, [row[f"{before}{name}"] for name in own])
