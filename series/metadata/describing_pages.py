"""Descriptions of pages that stand by themselves: home, standing pages, announced parts, search."""

from django.urls import reverse
from django.utils.translation import gettext as _

from publication.frame import absolute
from series.metadata.description import Description, Neighbour, PageKind
from series.metadata.framing import page_of_list, publisher_of, trail, versions


def describe_home(context, *, language: str, is_private: bool) -> Description:
    """The front page of a language: the site itself, with its publisher, policies and search."""
    page, frame = context["page"], context["frame"]
    own = absolute(frame, frame.path)
    return Description(
        kind=PageKind.SITE,
        title=frame.masthead.local_name,
        title_for_search=page.seo_title,
        summary=page.search_description or frame.masthead.local_tagline or frame.masthead.local_about,
        address=own,
        own=own,
        language=language,
        publisher=publisher_of(frame),
        is_private=is_private,
        modified_at=page.last_published_at,
        search=absolute(frame, reverse("search")),
        versions=versions(frame),
    )


def describe_standing(context, *, language: str, is_private: bool) -> Description:
    """A standing page: about, policies."""
    page, frame = context["page"], context["frame"]
    own = absolute(frame, frame.path)
    return Description(
        kind=PageKind.PAGE,
        title=page.title,
        title_for_search=page.seo_title,
        summary=page.search_description or page.standfirst,
        address=own,
        own=own,
        language=language,
        publisher=publisher_of(frame),
        is_private=is_private,
        published_at=page.first_published_at,
        modified_at=page.last_published_at,
        versions=versions(frame),
        trail=trail(frame, None, (page.title, frame.path)),
    )


def describe_forthcoming(context, *, language: str, is_private: bool) -> Description:
    """A part that is announced and not published yet."""
    frame, forthcoming = context["frame"], context["forthcoming"]
    part, series = forthcoming.part, forthcoming.series
    title = _("Forthcoming: %(title)s") % {"title": part.title or _("Title to be announced")}
    own = absolute(frame, frame.path)
    previous = forthcoming.previous
    return Description(
        kind=PageKind.PAGE,
        title=title,
        summary=part.standfirst,
        address=own,
        own=own,
        language=language,
        publisher=publisher_of(frame),
        is_private=is_private,
        previous=Neighbour(previous.title, absolute(frame, previous.address)) if previous else None,
        versions=versions(frame),
        trail=trail(frame, frame.series, (series.title, series.address), (title, frame.path)),
    )


def describe_whole_series(context, *, language: str, is_private: bool) -> Description:
    """A series on one page. Search engines are led to the parts, whose texts these are."""
    frame, book = context["frame"], context["whole"].book
    title = _("%(title)s: all parts on one page") % {"title": book.title}
    own = absolute(frame, frame.path)
    return Description(
        kind=PageKind.PAGE,
        title=title,
        summary=book.standfirst,
        address=own,
        own=own,
        language=language,
        publisher=publisher_of(frame),
        is_private=is_private,
        is_for_search=False,
        trail=trail(frame, frame.series, (book.title, book.address), (title, frame.path)),
    )


def describe_api(context, *, language: str, is_private: bool) -> Description:
    """The page that explains to people how programs may ask."""
    frame = context["frame"]
    own = absolute(frame, frame.path)
    return Description(
        kind=PageKind.PAGE,
        title="API",
        summary=_("Everything that %(name)s publishes, for programs: what there is, how to ask, examples.")
        % {"name": frame.masthead.local_name},
        address=own,
        own=own,
        language=language,
        publisher=publisher_of(frame),
        is_private=is_private,
        versions=versions(frame),
        trail=trail(frame, None, ("API", frame.path)),
    )


def describe_search(context, *, language: str, is_private: bool) -> Description:
    """The search page; what was looked for with it is left alone by other search engines."""
    frame, typed = context["frame"], context.get("typed", "")
    return Description(
        kind=PageKind.PAGE,
        title=_("Search: %(typed)s") % {"typed": typed} if typed else _("Search"),
        language=language,
        publisher=publisher_of(frame),
        is_private=is_private,
        summary="" if typed else _("Find pieces, series and authors by their words, names and topics."),
        is_for_search=not context["request"].GET,
        **page_of_list(context["span"], frame),
    )
