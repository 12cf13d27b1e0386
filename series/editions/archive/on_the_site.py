"""The circumstances in which readers are served: those of whoever asks for an archive leave no trace in it."""

from contextlib import contextmanager

from django.utils import timezone, translation


@contextmanager
def as_on_the_site(language: str):
    """Words in a language and days of the editorial time zone, whoever asked."""
    with translation.override(language), timezone.override(timezone.get_default_timezone()):
        yield
