"""Who wrote a post: Co-Authors Plus where it was used, otherwise the account that WordPress names."""

import re
from collections.abc import Mapping, Sequence

from series.manuscripts.characters import HANGUL
from series.manuscripts.manuscript import BylineEntry
from series.manuscripts.wordpress.fields import plain
from series.manuscripts.wordpress.records import Credit, Index

# Co-Authors Plus keeps one term for each author, whose slug is this and the login.
PREFIX = "cap-"
# A word that only a machine would call somebody: "admin", "editor2".
LOGIN = re.compile(r"[a-z0-9._@-]+")


def person(login: str, display: str, first: str, last: str) -> BylineEntry | None:
    """The name of an account; None where nothing is known of it but its login."""
    name = plain(display)
    if not name or (name == login and LOGIN.fullmatch(name)):
        given, family = plain(first), plain(last)
        is_korean = HANGUL.search(family + given)
        name = f"{family}{given}" if is_korean else f"{given} {family}".strip()
    return entry(name) if name else None


def entry(name: str, **more: str) -> BylineEntry:
    """A credit under a name, with the language of its script."""
    return BylineEntry(name, language="ko" if HANGUL.search(name) else "en", **more)


def guest(title: str, meta: Mapping[str, str]) -> BylineEntry | None:
    """A guest author of Co-Authors Plus: a post of its own with the name and biography in its meta values."""
    name = plain(meta.get("cap-display_name", "")) or plain(title)
    return entry(name, biography=plain(meta.get("cap-description", ""))) if name else None


def credits(terms: Sequence[tuple[str, str]], creator: str, index: Index) -> tuple[Credit, ...]:
    """The authors of a post in order. `terms` are (slug, name) of the taxonomy of Co-Authors Plus."""
    if not terms:
        return (_account(creator, index),) if creator else ()
    found: dict[str, Credit] = {}
    for slug, name in terms:
        login = slug.removeprefix(PREFIX)
        known = index.guests.get(login) or index.people.get(login) or index.people.get(name)
        if known is None and not (name in (login, slug) and LOGIN.fullmatch(name)):
            known = entry(plain(name) or login)
        credit = Credit(login, known)
        found.setdefault(known.name if known else login, credit)
    return tuple(found.values())


def _account(login: str, index: Index) -> Credit:
    if login in index.guests:
        return Credit(login, index.guests[login])
    if not index.has_people and not LOGIN.fullmatch(login):  # WXR 1.0 has no list of accounts
        return Credit(login, entry(login))
    return Credit(login, index.people.get(login))
