"""Where feeds stand: below the address of what they follow, in three formats. Plain words, no database."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from series.metadata.description import Feed


@dataclass(frozen=True)
class Format:
    """A format: the name in its address, what people call it, its media type."""

    name: str
    label: str
    media_type: str


RSS = Format("rss", "RSS", "application/rss+xml")
ATOM = Format("atom", "Atom", "application/atom+xml")
JSON = Format("json", "JSON Feed", "application/feed+json")
FORMATS = {form.name: form for form in (RSS, ATOM, JSON)}
# A series told from its first part on, for those who catch up.
FROM_PART_1 = "from-part-1"

# Every feed that may stand below an address, as a pattern of what follows it.
ANY_FEED = rf"feed/(?:(?:{FROM_PART_1}/)?(?:{'|'.join(FORMATS)})/)?"


def feeds_of(address: str, title: str) -> tuple[Feed, ...]:
    """The feeds below an address, for a page's head: "Rivers and Rates (RSS)". The address ends with a slash."""
    return tuple(
        Feed(f"{title} ({form.label})", form.media_type, f"{address}feed/{form.name}/")
        for form in FORMATS.values()
    )


def feeds_of_series(address: str, title: str, is_numbered: bool) -> tuple[Feed, ...]:
    """The feeds of a series: the newest part first, and from part 1 where its parts have numbers."""
    if not is_numbered:
        return feeds_of(address, title)
    from_part_1 = _("%(title)s, from part 1") % {"title": title}
    return tuple(
        Feed(f"{name} ({form.label})", form.media_type, f"{address}feed/{order}{form.name}/")
        for name, order in ((title, ""), (from_part_1, f"{FROM_PART_1}/"))
        for form in FORMATS.values()
    )


def every_feed_below(address: str) -> set[str]:
    """The addresses of all feeds that may stand below an address."""
    return {f"{address}feed/{order}{name}/" for order in ("", f"{FROM_PART_1}/") for name in FORMATS}
