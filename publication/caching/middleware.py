"""Every answer is told here what caches may do with it; public ones are kept and sent again (docs/decisions/028).

It stands before the session is read, and before whatever decides from which database is read.
"""

from contextlib import suppress
from datetime import datetime

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from publication import frame, metrics
from publication.caching import horizon, rules
from publication.caching.claims import claimed, is_not_worth_waiting_for, note_unkept
from publication.caching.entries import Entry, Key, entry_of, in_its_generation, make_whole
from publication.caching.stores import Away, Place, Store, store


class CachingMiddleware:
    """The headers of rules.py, and the page cache where `PAGE_CACHE` is on."""

    def __init__(self, get_response):
        self.get_response = get_response
        self._site = None

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if settings.PAGE_CACHE and _may_be_kept(request):
            with suppress(Away):
                return self._from_cache(request)
        response = self.get_response(request)
        response = rules.with_headers(request, response, lambda: _life(response, timezone.now()))
        return rules.for_who_has_it(request, response)

    def _from_cache(self, request: HttpRequest) -> HttpResponseBase:
        """The answer that is kept, or one that is made now. Raises Away before anything was made."""
        key, shelf = Key.of(request), store()
        place = self._look(shelf, key)
        entry, now = in_its_generation(place.entry, place.generation), timezone.now()
        if entry and entry.is_fresh(now):
            metrics.page_cache("hit")
            return _sent(request, entry)
        if is_not_worth_waiting_for(key):
            metrics.page_cache("bypass")
            return self._made(request, shelf, key, place)
        old = entry if entry and entry.may_stand_in(now) else None
        with claimed(shelf, key, waits=old is None) as is_mine:
            if not is_mine:
                if old is not None:
                    metrics.page_cache("stale")
                    return _sent(request, old)
                place = self._look(shelf, key)
                entry = in_its_generation(place.entry, place.generation)
                if entry and entry.is_fresh(timezone.now()):
                    metrics.page_cache("wait")
                    return _sent(request, entry)
            metrics.page_cache("miss")
            return self._made(request, shelf, key, place)

    def _look(self, shelf: Store, key: Key) -> Place:
        """What is known of an address. What this process remembers is forgotten when anything was changed meanwhile."""
        place = shelf.look(key)
        if place.site != self._site:
            frame.forget()
            horizon.forget()
            self._site = place.site
        return place

    def _made(self, request: HttpRequest, shelf: Store, key: Key, place: Place) -> HttpResponseBase:
        """The answer, made now and kept; one whose address was purged meanwhile is kept by nobody."""
        began, is_kept, life = timezone.now(), False, None
        response = make_whole(request, self.get_response)
        with suppress(Away):
            if rules.is_public(request, response) and rules.keeps(request, response):
                if shelf.look(key).generation == place.generation:
                    life = _life(response, began)
        response = rules.with_headers(request, response, life and (lambda: life))
        with suppress(Away):
            if life is not None and (entry := entry_of(response, place.generation, life)):
                shelf.keep(key, entry, (life.stale_until - timezone.now()).total_seconds())
                is_kept = True
        if not is_kept:
            note_unkept(key)
        return rules.for_who_has_it(request, response)


def _may_be_kept(request: HttpRequest) -> bool:
    return (
        rules.comes_as_anybody(request)
        and not request.META.get("QUERY_STRING")
        and not rules.is_closed(request.path_info)
        and not request.path_info.startswith((settings.MEDIA_URL, settings.STATIC_URL))
        and not any(name in request.META for name in rules.OTHER_QUESTIONS)
    )


def _life(response: HttpResponseBase, began: datetime) -> rules.Lifetime | None:
    """None while the database, which was there for the page, is not there to say what comes next."""
    try:
        return rules.lifetime(response.status_code, horizon.next_change(), began)
    except DatabaseError:
        return None


def _sent(request: HttpRequest, entry: Entry) -> HttpResponseBase:
    response = rules.with_headers(request, entry.response(), lambda: entry.life)
    return rules.for_who_has_it(request, response)
