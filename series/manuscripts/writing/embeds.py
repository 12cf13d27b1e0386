"""Which addresses lead to a film or a recording that a page may point to as such."""

from urllib.parse import urlsplit

# Places that show films and play recordings; a name stands for itself and for all below it.
HOSTS = (
    "youtube.com",
    "youtube-nocookie.com",
    "youtu.be",
    "vimeo.com",
    "dailymotion.com",
    "tv.naver.com",
    "tv.kakao.com",
    "ted.com",
    "archive.org",
    "soundcloud.com",
    "open.spotify.com",
    "podcasts.apple.com",
    "podbbang.com",
)


def is_film_or_sound(address: str) -> bool:
    """Does the address, http or https, lead to one of the known places for film and sound?"""
    host = (urlsplit(address).hostname or "").lower()
    return any(host == known or host.endswith(f".{known}") for known in HOSTS)
