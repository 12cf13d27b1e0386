"""Descriptions of the lists: of series, of topics, of the pieces under a topic, of corrections."""

from django.urls import reverse
from django.utils.translation import gettext as _

from publication.frame import absolute
from publication.templatetags.words import year_name
from series.metadata.description import Description, Neighbour, PageKind, Topic
from series.metadata.framing import page_of_list, publisher_of, trail


def describe_series_list(context, *, language: str, is_private: bool) -> Description:
    """The list of all series."""
    page, frame = context["page"], context["frame"]
    return Description(
        kind=PageKind.SERIES_LIST,
        title=page.title,
        title_for_search=page.seo_title,
        summary=page.search_description or page.introduction,
        language=language,
        publisher=publisher_of(frame),
        is_private=is_private,
        modified_at=page.last_published_at,
        trail=trail(frame, None, (page.title, frame.path)),
        items=tuple(Neighbour(card.title, absolute(frame, card.address)) for card in context["cards"]),
        **page_of_list(context["span"], frame),
    )


def describe_topics(context, *, language: str, is_private: bool) -> Description:
    """The list of all topics."""
    frame, title = context["frame"], _("Topics")
    return Description(
        kind=PageKind.LIST,
        title=title,
        summary=_("The subjects of %(name)s, each with its commentary.")
        % {"name": frame.masthead.local_name},
        language=language,
        publisher=publisher_of(frame),
        is_private=is_private,
        trail=trail(frame, None, (title, frame.path)),
        items=tuple(Neighbour(topic.name, absolute(frame, topic.address)) for topic in context["topics"]),
        **page_of_list(context["span"], frame),
    )


def describe_topic(context, *, language: str, is_private: bool) -> Description:
    """The pieces under one topic; a narrowed list of them is no page for search engines."""
    frame, name, words = context["frame"], context["name"], context["description"]
    address = absolute(frame, frame.path)
    return Description(
        kind=PageKind.TOPIC,
        title=name.text,
        summary="" if words.language else words.text,
        language=language,
        publisher=publisher_of(frame),
        is_private=is_private,
        is_for_search=context["narrowing"].is_plain,
        topics=(Topic(name.text, address),),
        trail=trail(frame, None, (_("Topics"), reverse("topics")), (name.text, frame.path)),
        items=tuple(
            Neighbour(teaser.title, absolute(frame, teaser.address), published_at=teaser.published_at)
            for _year, teasers in context["years"]
            for teaser in teasers
        ),
        **page_of_list(context["span"], frame),
    )


def describe_archive(context, *, language: str, is_private: bool) -> Description:
    """The archive; its items are the years."""
    frame, title = context["frame"], _("Archive")
    return Description(
        kind=PageKind.LIST,
        title=title,
        summary=_("Everything that %(name)s has published, by year and month.")
        % {"name": frame.masthead.local_name},
        language=language,
        publisher=publisher_of(frame),
        is_private=is_private,
        trail=trail(frame, None, (title, frame.path)),
        items=tuple(
            Neighbour(year.name, absolute(frame, year.address)) for year, _months in context["years"]
        ),
        **page_of_list(context["span"], frame),
    )


def describe_archive_period(context, *, language: str, is_private: bool) -> Description:
    """A year or a month of the archive; its items are the pieces."""
    frame, period, whole_year = context["frame"], context["period"], context["whole_year"]
    above = ((year_name(period.year), whole_year),) if whole_year else ()
    return Description(
        kind=PageKind.LIST,
        title=_("Archive, %(period)s") % {"period": period.name},
        summary=_("What %(name)s published in %(period)s.")
        % {"name": frame.masthead.local_name, "period": period.name},
        language=language,
        publisher=publisher_of(frame),
        is_private=is_private,
        trail=trail(frame, None, (_("Archive"), reverse("archive")), *above, (period.name, frame.path)),
        items=tuple(
            Neighbour(teaser.title, absolute(frame, teaser.address), published_at=teaser.published_at)
            for _month, teasers in context["listed"]
            for teaser in teasers
        ),
        **page_of_list(context["span"], frame),
    )


def describe_corrections(context, *, language: str, is_private: bool) -> Description:
    """The list of corrections: its items are the pieces that were put right, each once."""
    frame, title = context["frame"], _("Corrections")
    pieces = dict.fromkeys((each.piece.name, each.piece.address) for each in context["corrections"])
    return Description(
        kind=PageKind.LIST,
        title=title,
        summary=_("What %(name)s has put right in its commentary.") % {"name": frame.masthead.local_name},
        language=language,
        publisher=publisher_of(frame),
        is_private=is_private,
        trail=trail(frame, None, (title, frame.path)),
        items=tuple(Neighbour(name, absolute(frame, address)) for name, address in pieces),
        **page_of_list(context["span"], frame),
    )
