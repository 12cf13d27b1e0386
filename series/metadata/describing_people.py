"""Descriptions of the page of an author and of the list of authors, made of what those pages show."""

from django.utils.translation import gettext as _

from publication.frame import absolute
from publication.prose import plain_text
from series.metadata.description import Description, Neighbour, PageKind, Topic, Who
from series.metadata.framing import image, page_of_list, publisher_of, trail


def describe_author(context, *, language: str, is_private: bool) -> Description:
    """The profile of a person or an organisation: names in both scripts, affiliation, identifiers, links."""
    page, frame = context["page"], context["frame"]
    name = page.name
    who = Who(
        name=page.title,
        family="" if name.literal else name.family,
        given="" if name.literal else name.given,
        is_organisation=page.is_organisation,
        language=context["name_language"] or language,
        other_name=context["second_name"],
        other_language=context["second_language"] if context["second_name"] else "",
        position=page.position,
        organisation=page.organisation,
        address=absolute(frame, frame.path),
        orcid=page.orcid,
        ror=page.ror,
        links=tuple(link.address for link in context["links"]),
        organisation_address=absolute(frame, context["employer"].address) if context["employer"] else "",
        organisation_ror=context["employer"].ror if context["employer"] else "",
        languages=context["knows"],
        subjects=tuple(Topic(topic.name, absolute(frame, topic.address)) for topic in context["topics"]),
        members=tuple(
            Who(
                person.name,
                other_name=person.native_name,
                position=person.position,
                address=absolute(frame, person.address),
            )
            for person in context["people"]
        ),
    )
    introduced = f"{page.title}: {page.affiliation}" if page.affiliation else ""
    return Description(
        kind=PageKind.PROFILE,
        title=page.title,
        title_for_search=page.seo_title,
        summary=page.search_description or plain_text(context["biography"]) or introduced,
        language=language,
        publisher=publisher_of(frame),
        is_private=is_private,
        published_at=page.first_published_at,
        modified_at=page.last_published_at,
        topics=(),
        image=image(context["portrait"].photo, frame),
        trail=trail(frame, frame.authors, (page.title, frame.path)),
        profile=who,
        items=tuple(
            Neighbour(teaser.title, absolute(frame, teaser.address), published_at=teaser.published_at)
            for teaser in context["pieces"]
        ),
        **page_of_list(context["span"], frame),
    )


def describe_authors(context, *, language: str, is_private: bool) -> Description:
    """The list of authors; what was looked for in it is no page for search engines."""
    page, frame = context["page"], context["frame"]
    return Description(
        kind=PageKind.PROFILE_LIST,
        title=page.title,
        title_for_search=page.seo_title,
        summary=page.search_description
        or page.introduction
        or _("The people and desks who write for the series. Names are given in the order their owners use."),
        language=language,
        publisher=publisher_of(frame),
        is_private=is_private,
        is_for_search=not context["asked"],
        modified_at=page.last_published_at,
        trail=trail(frame, None, (page.title, frame.path)),
        items=tuple(
            Neighbour(card.name, absolute(frame, card.address))
            for card in (*context["people"], *context["desks"])
        ),
        **page_of_list(context["span"], frame),
    )
