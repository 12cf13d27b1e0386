"""A piece as another site may have it: its text with notes and corrections, who made it, where it is from.

Nothing in it needs our style sheet or script, and every address is absolute. Pictures that may not be passed on are
left out; those that may carry their licence beside their credit.
"""

import re
from dataclasses import dataclass, replace

from django.utils.encoding import iri_to_uri
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from publication.licences import Licence
from publication.pictures import Picture
from publication.templatetags.words import long_date
from series.citation.identifiers import doi_address
from series.feeds.body import Whole, content_of
from series.feeds.markup import for_feed
from series.reading.body import Body, template_of
from series.templatetags.credits import credit_groups
from series.templatetags.series_words import place_label

IMAGE = template_of("image")
# Marks and notes find each other by their numbers: anchors would meet those of the other site.
MARK = re.compile(r'<sup><a href="#fn\d+"[^>]*>(\d+)</a></sup>')
WAY_BACK = re.compile(r' <a href="#ref[\d-]+">\u2191</a>')


@dataclass(frozen=True)
class Copy:
    """A piece for another site: the markup of the article, and the absolute address of the original."""

    title: str
    language: str
    original: str
    article: SafeString

    @property
    def document(self) -> SafeString:
        """The article as a file that opens by itself."""
        return format_html(
            '<!doctype html>\n<html lang="{}">\n<head><meta charset="utf-8"><title>{}</title>'
            '<link rel="canonical" href="{}"></head>\n<body>\n<article>\n{}\n</article>\n</body>\n</html>\n',
            self.language, self.title, self.original, self.article,
        )  # fmt: skip


def copy_of(page, reading, frame) -> Copy:
    """The copy of a piece, from what its page prints (reading/installment.py) and its PageFrame."""
    original = iri_to_uri(reading.canonical)
    content = content_of(
        with_pictures_to_pass_on(
            Whole(
                body=reading.body,
                lead=reading.lead,
                lead_caption=page.image_caption,
                editors_note=reading.editors_note,
                notes=reading.notes,
                corrections=tuple(
                    format_html(
                        "<p><strong>{}, {}.</strong> {}</p>", one.label, long_date(one.date), one.text
                    )
                    for one in reading.corrections
                ),
                colophon=(format_html("<p><strong>{}</strong> {}</p>", _("Disclosure."), page.disclosure),)
                if page.disclosure
                else (),
            )
        )
    )
    parts = (
        format_html("<h1>{}</h1>", page.title),
        *(format_html("<p>{}</p>", words) for words in (page.subtitle, page.standfirst) if words),
        *_byline(reading.credits),
        without_anchors(content),
        mark_safe("<hr>"),
        _credit_line(page, reading, frame, original),
    )
    article = for_feed(format_html_join("\n", "{}", ((part,) for part in parts)), frame.canonical)
    return Copy(page.title, get_language(), original, mark_safe(article))  # noqa: S308


def without_anchors(content: str) -> SafeString:
    """Markup of a text whose notes and their marks find each other by their numbers."""
    return mark_safe(WAY_BACK.sub("", MARK.sub(r"<sup>\1</sup>", content)))  # noqa: S308 (markup already)


def _byline(credits) -> list[SafeString]:
    """Who made it, one line for each role."""
    return [
        format_html("<p>{} {}</p>", group["label"], group["names"])
        if group["label"]
        else format_html("<p>{}</p>", format_html(_("By {names}"), names=group["names"]))
        for group in credit_groups(credits)
    ]


def _credit_line(page, reading, frame, original: str) -> SafeString:
    """What every copy keeps: series and part, site and day, the original's address, the licence."""
    place = place_label(reading.place)
    series = format_html('<a href="{}">{}</a>', reading.series.address, reading.series.title)
    site = format_html('<a href="{}">{}</a>', frame.home, frame.masthead.local_name)
    day = long_date(page.first_published_at)
    licence = reading.licence
    lines = [
        format_html(_("From the series {series}."), series=format_html("{}, {}", series, place) if place else series),
        format_html(_("Published by {site}, {date}."), site=site, date=day)
        if day
        else format_html(_("Published by {site}."), site=site),
        *([_first_published(page)] if page.first_published_outlet else []),
        format_html(_("Original: {address}"), address=format_html('<a href="{0}">{0}</a>', original)),
        *([_cited_by(page.doi)] if page.doi else []),
        format_html(
            _("Licence: {licence}"), licence=format_html('<a href="{}">{}</a>', licence.address, licence.label)
        ),
    ]  # fmt: skip
    return format_html("<p>{}</p>", format_html_join(mark_safe("<br>\n"), "{}", ((line,) for line in lines)))


def _cited_by(doi: str) -> SafeString:
    return format_html('DOI: <a href="{}">{}</a>', doi_address(doi), doi)


def _first_published(page) -> SafeString:
    outlet = page.first_published_outlet
    if page.first_published_address:
        outlet = format_html('<a href="{}">{}</a>', page.first_published_address, outlet)
    return format_html(_("First published in {outlet}."), outlet=outlet)


def with_pictures_to_pass_on(whole: Whole) -> Whole:
    """The same without pictures that may not be passed on; the others with their licence beside their credit."""
    return replace(whole, body=_with_pictures(whole.body), lead=_to_pass_on(whole.lead))


def _with_pictures(body: Body) -> Body:
    blocks = []
    for block in body.blocks:
        if block.template == IMAGE:
            picture = _to_pass_on(block.value["picture"])
            if picture is None:
                continue
            block = replace(block, value=block.value | {"picture": picture})
        blocks.append(block)
    return replace(body, blocks=tuple(blocks))


def _to_pass_on(picture: Picture | None) -> Picture | None:
    """The picture with its licence beside its credit; None where it may not be passed on, or its file is gone."""
    licence = Licence.of(picture.licence) if picture and picture.address else None
    if licence is None or not licence.passes_on:
        return None
    credit = f"{picture.credit} ({licence.label})" if picture.credit else str(licence.label)
    return replace(picture, credit=credit)
