"""What each feed is: its name and words, and the pieces in it. What the public may not see has no feed."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.models import Page

from authors.models import AuthorPage
from publication.frame import Frame, absolute, frame_for
from publication.licences import Licence
from publication.paging import Span, span_of, start_of
from publication.site_state import Counted, site_state
from publication.visibility import is_open
from series.feeds.corrections import read_corrections
from series.feeds.entries import read_entries, read_known_entries
from series.feeds.names import authority_of, name_of
from series.feeds.setting import NO_DATE
from series.feeds.shapes import Channel, Read
from series.metadata.description import Publisher
from series.metadata.description import Topic as NamedTopic
from series.metadata.framing import publisher_of_site
from series.models import Byline, InstallmentPage, PlannedPart, SeriesPage, Topic
from series.reading import topics as topic_reading
from series.reading.parts import IN_ORDER
from series.reading.pieces import each_once, listed_pieces, newest_first

ENTRIES = 20

# (authority of names, publisher, first place, number) -> what is there.
Reader = Callable[[str, Publisher, int, int], Read]


@dataclass(frozen=True)
class _Subject:
    """What a feed follows: the kind and keys of its name, and the words about it. `home` is relative to the host."""

    kind: str
    keys: tuple
    title: str
    home: str
    subtitle: str = ""
    rights: str = ""
    topic: NamedTopic | None = None


def site_channel(request: HttpRequest) -> Channel:
    """The newest pieces of the language in hand."""
    frame = _frame(request)
    masthead = frame.masthead
    pieces = newest_first(_pieces_below(frame.root()))
    home = frame.address(frame.root()) or "/"
    subject = _Subject("site", (), masthead.local_name, home, subtitle=masthead.local_tagline)
    state, root = site_state(), frame.root()

    def read(authority, publisher, start, limit):
        ids, count = NEWEST.at(state, root, start, limit), ON_SITE.at(state, root)
        return read_known_entries(ids, count, frame, publisher, authority)

    # Where nothing may be kept, one query finds both the pieces and their number.
    return _channel(request, frame, subject, read if state.key else _reader(pieces, frame))


def _pieces_below(root: str) -> QuerySet[InstallmentPage]:
    return listed_pieces().filter(url_path__startswith=root)


def _newest(root: str, start: int, limit: int) -> tuple[int, ...]:
    return tuple(newest_first(_pieces_below(root)).values_list("pk", flat=True)[start : start + limit])


# The pieces of a page of the feed of a language, and how many the language has, by the tree path of its home page.
NEWEST, ON_SITE = Counted(_newest), Counted(lambda root: _pieces_below(root).count())


def corrections_channel(request: HttpRequest) -> Channel:
    """What was put right, the newest first."""
    frame = _frame(request)
    subject = _Subject("corrections", (), _on_site(_("Corrections"), frame), reverse("corrections"))

    def read(authority, publisher, start, limit):
        return read_corrections(frame, publisher, authority, start=start, limit=limit)

    return _channel(request, frame, subject, read)


def topic_channel(request: HttpRequest, topic: Topic) -> Channel:
    """The newest pieces on a topic, in both languages, each once; Http404 where the topic has no public page."""
    frame = _frame(request)
    name = topic_reading.name_of(topic).text
    address = topic.get_absolute_url()
    subject = _Subject(
        "topic",
        (topic.pk,),
        _on_site(name, frame),
        address,
        subtitle=topic_reading.description_of(topic).text,
        topic=NamedTopic(name, absolute(frame, address)),
    )
    pieces = newest_first(each_once(topic_reading.pieces_on(topic)))
    channel = _channel(request, frame, subject, _reader(pieces, frame))
    if not channel.entries and not topic_reading.is_public(topic):
        raise Http404("Nothing under this topic is public.")
    return channel


def page_channel(request: HttpRequest, path: str, *, from_part_1: bool) -> Channel:
    """The feed of the series or author whose page stands at a path below the language's home page."""
    frame = _frame(request)
    page = (
        Page.objects.filter(url_path=f"{frame.root()}{path}", live=True)
        .filter(is_open())
        .select_related("seriespage", "authorpage")
        .first()
    )
    # Of the two page types that have feeds, the one it is; None for every other page, and for none.
    series, author = getattr(page, "seriespage", None), getattr(page, "authorpage", None)
    if series is not None:
        return _series_channel(request, frame, series, from_part_1)
    if author is not None and not from_part_1:
        return _author_channel(request, frame, author)
    raise Http404("Nothing stands here that can be followed.")


def _series_channel(request, frame: Frame, series: SeriesPage, from_part_1: bool) -> Channel:
    if from_part_1 and not series.is_numbered:
        raise Http404("A column has no part 1.")
    pieces = InstallmentPage.objects.visible().filter(series_id=series.pk)
    pieces = pieces.order_by(*IN_ORDER) if from_part_1 else newest_first(pieces)
    licence = Licence(series.licence).label if series.licence in Licence.values else ""
    subject = _Subject(
        "series-from-part-1" if from_part_1 else "series",
        (series.translation_key,),
        _("%(title)s, from part 1") % {"title": series.title} if from_part_1 else series.title,
        frame.address(series.url_path) or "/",
        subtitle=series.standfirst,
        rights=str(licence),
    )
    return _channel(request, frame, subject, _reader(pieces, frame, series.image_id))


def _author_channel(request, frame: Frame, author: AuthorPage) -> Channel:
    named = Byline.objects.naming(author).order_by()
    pieces = newest_first(each_once(listed_pieces().filter(pk__in=named.values("page_id"))))
    subject = _Subject(
        "author",
        (author.translation_key,),
        _on_site(author.title, frame),
        frame.address(author.url_path) or "/",
        subtitle=author.affiliation,
    )
    channel = _channel(request, frame, subject, _reader(pieces, frame))
    announced = PlannedPart.objects.announced().filter(
        Q(author__translation_key=author.translation_key)
        | Q(author__merged_into__translation_key=author.translation_key)
    )
    if not channel.entries and not announced.exists():
        raise Http404("Nothing of this author is public.")
    return channel


def _frame(request: HttpRequest) -> Frame:
    frame = frame_for(request)
    if frame is None or frame.root() is None:
        raise Http404("No site answers to this name in this language.")
    return frame


def _reader(pieces: QuerySet[InstallmentPage], frame: Frame, image_id: int | None = None) -> Reader:
    def read(authority, publisher, start, limit):
        return read_entries(pieces, frame, publisher, authority, start=start, limit=limit, image_id=image_id)

    return read


def _channel(request: HttpRequest, frame: Frame, subject: _Subject, read: Reader) -> Channel:
    """The page of a feed that a request asks for; Http404 where there is no such page.

    Its addresses are those of the site, whatever host the request named.
    """
    authority, publisher = authority_of(frame), publisher_of_site(frame)
    found = read(authority, publisher, start_of(request, ENTRIES), ENTRIES)
    span = span_of(request, found.count, ENTRIES)
    channel = Channel(
        id=name_of(authority, "feed", subject.kind, *subject.keys, get_language()),
        title=subject.title,
        subtitle=subject.subtitle,
        home=absolute(frame, subject.home),
        address=absolute(frame, span.canonical),
        language=get_language(),
        publisher=publisher,
        topics_address=absolute(frame, reverse("topics")),
        icon=absolute(frame, static("img/favicon.svg")),
        updated=max((entry.updated for entry in found.entries), default=NO_DATE),
        rights=subject.rights,
        topic=subject.topic,
        image=found.image,
        entries=found.entries,
    )
    return _paged(channel, frame, span, request.path)


def _paged(channel: Channel, frame: Frame, span: Span, path: str) -> Channel:
    if span.pages == 1:
        return channel
    return replace(
        channel,
        first=absolute(frame, path),
        previous=absolute(frame, span.previous),
        next=absolute(frame, span.next),
    )


def _on_site(title: str, frame: Frame) -> str:
    return f"{title} | {frame.masthead.local_name}"
