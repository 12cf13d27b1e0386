"""One piece as an entry of a feed: its description and its content, from what was looked up for all of them."""

from datetime import UTC, datetime

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from publication.frame import Frame, absolute
from publication.licences import Licence
from publication.pictures import Picture
from publication.prose import Links, Notes, expand_inline, plain_text
from publication.templatetags.words import long_date
from series.feeds.body import Whole, content_of
from series.feeds.markup import for_feed
from series.feeds.names import name_of
from series.feeds.shapes import Entry
from series.metadata.describing import who_of
from series.metadata.description import Correction as PublishedCorrection
from series.metadata.description import Description, Image, PageKind, Publisher, SeriesFacts, Source, Topic
from series.metadata.framing import image
from series.models import Correction, InstallmentPage, SeriesPage
from series.place import Place
from series.reading.block_readers import Found
from series.reading.body import set_body
from series.reading.full import FullPiece
from series.reading.shapes import Note
from series.templatetags.series_words import place_label

# A summary that nobody wrote is so many words of the text.
WORDS_OF_SUMMARY = 40
# Of what has no date: Atom asks for one, and the same one every time.
NO_DATE = datetime(1970, 1, 1, tzinfo=UTC)


class Setting:
    """The setting of one piece, in its own language."""

    def __init__(self, piece: FullPiece, frame: Frame, links: Links, pictures: dict, totals: dict):
        self.piece, self.row, self.frame = piece, piece.row, frame
        self.links, self.pictures = links, pictures
        self.language = frame.language_of(piece.row["locale_id"])
        self.address = absolute(frame, frame.address(piece.row["url_path"]) or "/")
        self.corrections = [
            (kind, day, expand_inline(text, links))
            for (kind, day, _text), text in zip(piece.attached.corrections, piece.corrections, strict=True)
        ]
        is_numbered = self.row["series__form"] == SeriesPage.Form.NUMBERED
        self.place = Place(
            self.row["part_number"] if is_numbered else None,
            totals.get(self.row["series_id"]) if is_numbered and self.row["part_number"] else None,
        )

    @property
    def lead(self) -> Picture | None:
        """The picture above the text."""
        return self.pictures.get(self.piece.lead) if self.piece.lead else None

    def whole(self) -> Whole:
        """All that the piece says, in parts."""
        notes = Notes(self.piece.notes)
        body = set_body(self.piece.draft, Found(links=self.links, pictures=self.pictures, notes=notes))
        return Whole(
            body=body,
            lead=self.lead,
            lead_caption=self.row["image_caption"],
            editors_note=expand_inline(self.piece.editors_note, self.links),
            notes=tuple(
                Note(number, expand_inline(text, self.links), marks) for number, text, marks in notes.listed()
            ),
            corrections=tuple(
                format_html(
                    "<p><strong>{}, {}.</strong> {}</p>", Correction.Kind(kind).label, long_date(day), text
                )
                for kind, day, text in self.corrections
            ),
            colophon=self._colophon(),
        )

    def entry(self, publisher: Publisher, authority: str) -> Entry:
        content = content_of(self.whole())
        moments = [self.row[name] for name in ("first_published_at", "last_published_at") if self.row[name]]
        return Entry(
            id=name_of(authority, "piece", self.row["translation_key"], self.language),
            name=self.row["imported_post__guid"] or "",
            about=self.description(publisher, content),
            content=for_feed(content, self.address),
            updated=max(moments, default=NO_DATE),
            pictures=self.images(),
        )

    def images(self) -> tuple[Image, ...]:
        """Its pictures, that above the text first."""
        inside = (self.pictures.get(wanted) for wanted in self.piece.draft.needs.pictures)
        images = (image(picture, self.frame) for picture in (self.lead, *inside))
        return tuple(one for one in images if one)

    def description(self, publisher: Publisher, content: str = "") -> Description:
        """What its page says of itself; the first words of `content` stand for a standfirst that nobody wrote."""
        row = self.row
        summary = row["standfirst"] or Truncator(plain_text(content)).words(WORDS_OF_SUMMARY, truncate="…")
        if row["is_withdrawn"]:
            summary = " ".join(plain_text(text) for _kind, _day, text in self.corrections)
        licence = self.licence
        return Description(
            kind=PageKind.INSTALLMENT,
            title=row["title"],
            subtitle=row["subtitle"],
            summary=summary,
            address=self._canonical(),
            own=self.address,
            language=self.language,
            publisher=publisher,
            published_at=row["first_published_at"],
            modified_at=row["last_published_at"],
            people=tuple(
                who_of(row.with_photo(self.pictures, SafeString("")), self.frame)
                for row in self.piece.credits
            ),
            topics=tuple(
                Topic(name, absolute(self.frame, reverse("topic", args=[slug])))
                for slug, name in self.piece.attached.topics
            ),
            image=image(self.lead, self.frame),
            series=self._series(),
            corrections=tuple(
                PublishedCorrection(str(Correction.Kind(kind).label), plain_text(text), day)
                for kind, day, text in self.corrections
            ),
            licence=licence.address if licence else "",
            rights=str(licence.label) if licence else "",
            doi=row["doi"],
            disclosure=row["disclosure"],
            minutes=row["reading_minutes"],
            key=f"{self._series_word()}-{row['pk']}",
            source=Source(
                row["first_published_outlet"], row["first_published_address"], row["first_published_on"]
            )
            if row["first_published_outlet"]
            else None,
        )

    def _series(self) -> SeriesFacts | None:
        row = self.row
        if not row["series_id"]:
            return None
        return SeriesFacts(
            title=row["series__title"],
            address=absolute(self.frame, self.frame.address(row["series__url_path"]) or "/"),
            kind=row["series__citation_kind"],
            status=row["series__status"],
            total=self.place.total,
            position=self.place.number,
        )

    @property
    def licence(self) -> Licence | None:
        """The licence of the piece, or else of its series."""
        return Licence.of(self.row["licence"], self.row["series__licence"])

    def _canonical(self) -> str:
        """The one address of the piece: that of its first publication where the editors chose it, or its own."""
        there = self.row["canonical"] == InstallmentPage.Canonical.THERE
        return (self.row["first_published_address"] if there else "") or self.address

    def _series_word(self) -> str:
        """The last word of the address of its series."""
        address = self.frame.address(self.row["series__url_path"] or "") or ""
        return address.rstrip("/").rsplit("/", 1)[-1]

    def _colophon(self) -> tuple:
        """Interests, first publication, and where the piece stands in its series."""
        row, told = self.row, []
        if row["disclosure"]:
            told.append(format_html("<p><strong>{}</strong> {}</p>", _("Disclosure."), row["disclosure"]))
        if row["first_published_outlet"]:
            told.append(self._first_published())
        if row["series_id"]:
            series = self._series()
            place = place_label(self.place)
            told.append(
                format_html(
                    '<p><a href="{}">{}</a>{}</p>',
                    series.address,
                    series.title,
                    f", {place}" if place else "",
                )
            )
        return tuple(told)

    def _first_published(self):
        row = self.row
        outlet = row["first_published_outlet"]
        if row["first_published_address"]:
            address = row["first_published_address"]
            outlet = format_html('<a href="{}">{}</a>{}', address, outlet, self.links.copy_of(address))
        day = f", {long_date(row['first_published_on'])}" if row["first_published_on"] else ""
        words = pgettext("before the name of a newspaper or journal", "First published in")
        return format_html("<p>{} {}{}. {}</p>", words, outlet, day, row["first_published_permission"])
