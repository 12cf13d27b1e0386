"""A form with a file that the object storage does not take: it comes back with all that was typed in it, and says why.

The storage fails while a view of Wagtail's is saving, where no form can be shown any more. So the view is asked once
more with the same request, and this time the fields of files refuse theirs, as they refuse a file that is no picture:
whatever the view does with a form that has mistakes, it does now. Nothing was saved the first time, as a file is stored
before the row that names it.
"""

import logging
from contextlib import suppress
from contextvars import ContextVar

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from publication.breaker import StorageAway, StorageRefuses, hurried

logger = logging.getLogger(__name__)

_refusing: ContextVar[bool] = ContextVar("refusing", default=False)


def refuse_while_away() -> None:
    """Raise ValidationError when it is known that the file of this request cannot be stored. For fields of files."""
    if _refusing.get():
        raise ValidationError(
            _(
                "The place where files are kept does not answer just now. Nothing was saved, and what you typed is still "
                "here: choose the file again in a few seconds, and send the form once more."
            ),
            code="storage_away",
        )


class UploadsMiddleware:
    """Has forms with files come back while the storage is away. Around the views themselves."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """The form with the words typed; None where it was no form with a file, or asking again fails too."""
        is_ours = isinstance(error, StorageAway | StorageRefuses) and request.method == "POST"
        if not (is_ours and request.FILES):
            return None
        view = request.resolver_match
        for _name, files in request.FILES.lists():
            for file in files:
                with suppress(ValueError):  # closed by who read it
                    file.seek(0)
        token = _refusing.set(True)
        try:
            with hurried():
                response = view.func(request, *view.args, **view.kwargs)
                return response.render() if hasattr(response, "render") else response
        except (StorageAway, StorageRefuses):
            logger.info("A form with a file could not be shown again: %s", error)
            return None
        finally:
            _refusing.reset(token)
