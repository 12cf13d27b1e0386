"""What an answer tells caches, in seconds."""

import re


def told(answer) -> dict[str, int | bool]:
    """The directives of `Cache-Control`: {"public": True, "s-maxage": 269, ...}."""
    pairs = re.findall(r"([a-z-]+)(?:=(\d+))?", answer.headers["Cache-Control"])
    return {name: int(value) if value else True for name, value in pairs}


def is_kept_by_anybody(answer) -> bool:
    """May a shared cache keep an answer without asking?"""
    return told(answer).get("s-maxage", 0) > 0


def longest(answer) -> int:
    """For how many seconds any cache may show an answer, fresh, stale, or in the place of an error."""
    said = told(answer)
    return max(said["max-age"], said["s-maxage"]) + max(
        said["stale-while-revalidate"], said["stale-if-error"]
    )
