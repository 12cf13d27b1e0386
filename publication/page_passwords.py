"""The passwords of private pages and collections, which are short and shared: nobody may try many."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse

from publication.limits import Limit, caller_of
from publication.refusals import too_many

# While the cache is down nobody can try: a password that everybody may guess protects nothing.
GUESSES = Limit("page-passwords", most=30, seconds=300, passes_blind=False)


def not_to_be_guessed(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The view of a password, which takes so many from one network and answers 429 to more."""

    @wraps(view)
    def answer(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if request.method == "POST" and (wait := GUESSES.wait(caller_of(request))):
            return too_many(request, wait)
        return view(request, *args, **kwargs)

    return answer
