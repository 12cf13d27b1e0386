"""The frame of letters: the default site, with the addresses that its followers' links have (series/followers/links.py)."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from wagtail.models import Site

from publication.frame import Frame, frame_of
from series.followers.links import origin


@dataclass(frozen=True)
class LetterFrame(Frame):
    """A frame that knows where the site stands even while its record was left as it was made."""

    stands_at: str = ""

    @property
    def origin(self) -> str:
        """What stands before an address that is relative to the host."""
        return self.stands_at

    @property
    def host(self) -> str:
        """The host alone, for names of letters and lists."""
        return urlsplit(self.stands_at).hostname or "localhost"


def frame_of_letters() -> LetterFrame:
    """The frame, read now. A few queries."""
    frame = frame_of(Site.objects.get(is_default_site=True))
    return LetterFrame(frame.site, frame.masthead, frame.roots, frame.languages, frame.logo, origin())
