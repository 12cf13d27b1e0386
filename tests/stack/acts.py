"""What tests have done in the process of `inside`: functions of plain arguments and results."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Piece:
    """A published piece: its row and its address."""

    pk: int
    path: str


def session_of(username: str) -> dict[str, str]:
    """The cookies of somebody who has just signed in, with password and code."""
    import time
    from importlib import import_module

    from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user_model

    from authors.signing_in.sessions import BEGAN, USED

    user = get_user_model().objects.get(username=username)
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session[BEGAN] = session[USED] = time.time()
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [
        {"method": method, "at": time.time()} for method in ("password", "mfa")
    ]
    session[f"{AUTHENTICATION_METHODS_SESSION_KEY}_user"] = str(user.pk)
    session.save()
    return {settings.SESSION_COOKIE_NAME: session.session_key}


def write(
    title: str, text: str = "The water rose in the night.", series: str = "city-and-its-water"
) -> Piece:
    """Publish a new part of a series, through the ORM."""
    from series.models import InstallmentPage, SeriesPage

    parent = SeriesPage.objects.get(slug=series, locale__language_code="en")
    page = parent.add_child(
        instance=InstallmentPage(
            title=title, standfirst="In short.", body=[("paragraph", f"<p>{text}</p>")], live=False
        )
    )
    page.save_revision().publish()
    return Piece(page.pk, page.get_url())


def publish(pk: int, **fields) -> None:
    """Publish a piece with these fields changed, through the ORM."""
    from wagtail.models import Page

    page = Page.objects.get(pk=pk).specific.get_latest_revision_as_object()
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision().publish()


def unpublish(pk: int) -> None:
    """Take a page down, through the ORM."""
    from wagtail.models import Page

    Page.objects.get(pk=pk).specific.unpublish()


def address_of(slug: str) -> str:
    """The address of the English page with this slug."""
    from wagtail.models import Page

    return Page.objects.get(slug=slug, locale__language_code="en").specific.get_url()


def command(*words, **options) -> str:
    """What a management command of the site prints."""
    from io import StringIO

    from django.core.management import call_command

    said = StringIO()
    call_command(*words, stdout=said, **options)
    return said.getvalue()
