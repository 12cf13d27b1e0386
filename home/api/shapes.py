"""What the API answers, field by field. A value that is not known is null, an empty list or an empty text.

Moments are in UTC, days on the editors' clock; addresses are absolute. Of a list or a thing those fields are there
that were asked for.
"""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

Uri = Annotated[str, Field(json_schema_extra={"format": "uri"})]


class Shape(BaseModel):
    """Something that is answered whole."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def _nothing_required(schema: dict) -> None:
    schema.pop("required", None)


class Sparse(Shape):
    """Something of which some fields may be asked for, so that none is always there."""

    model_config = ConfigDict(json_schema_extra=_nothing_required)


class Person(Shape):
    """Somebody credited, under the name and affiliation of that day."""

    name: str = Field(description="In its owner's own order.", examples=["Choe Won-gi"])
    role: str = Field(
        description="author, original_author, summary_by, translator, interviewer, interviewee, photographer, "
        "illustrator or editor",
        examples=["author"],
    )
    family_name: str = ""
    given_name: str = ""
    other_name: str = Field("", description="The name in the other script.", examples=["최원기"])
    is_organisation: bool = False
    position: str = ""
    organisation: str = ""
    orcid: Uri | None = None
    ror: Uri | None = Field(None, description="Of an organisation.")
    url: Uri | None = Field(None, description="The public page of this person, where there is one.")
    person: UUID | None = Field(
        None, description="The same wherever this person is credited, in any language."
    )


class InSeries(Shape):
    """The place of a piece in its series. `total` is there only where it may be promised."""

    id: int | None
    title: str
    url: Uri
    status: Literal["planned", "ongoing", "complete", "paused"]
    number: int | None = Field(description="The part's number; null in a column, and for what has none.")
    total: int | None = Field(description="How many parts there are, where that is certain.")
    is_last: bool = Field(description="The last in the series: only where the total is known.")


class TopicName(Shape):
    """A topic in the language of what it is a topic of."""

    name: str
    url: Uri


class Picture(Shape):
    """A picture with what must be said of it. Without a licence of its own it may not be passed on."""

    url: Uri
    width: int
    height: int
    alt: str = ""
    caption: str = ""
    credit: str = ""
    licence: str = ""


class Licensed(Shape):
    """The licence, and whether it lets others publish the text again."""

    code: str = Field(examples=["cc-by-4.0"])
    name: str
    url: Uri | None
    may_be_republished: bool


class Corrected(Shape):
    """A correction that was published."""

    kind: str
    date: date
    text: str


class Translated(Shape):
    """The same in another language."""

    id: int
    language: str
    url: Uri
    api_url: Uri


class FirstPublished(Shape):
    """Where a piece stood first."""

    outlet: str
    url: Uri | None
    date: date | None


class File(Shape):
    """A file to take away."""

    format: str
    url: Uri


class Style(Shape):
    """A citation in one style."""

    text: str
    html: str


class Citations(Shape):
    """How to cite it: three styles, CSL-JSON, and files for reference managers."""

    apa: Style
    chicago: Style
    mla: Style
    csl_json: dict
    files: list[File]


class Piece(Sparse):
    """A piece of commentary. Of a withdrawn one there is no text; `summary` says why."""

    id: int = Field(examples=[12])
    work: UUID = Field(description="The same for a piece and its translations.")
    language: Literal["en", "ko"]
    url: Uri
    canonical_url: Uri = Field(
        description="The reference; elsewhere for what stood there first and is kept there."
    )
    api_url: Uri
    title: str
    subtitle: str
    summary: str
    published_at: datetime | None
    updated_at: datetime | None
    minutes: int = Field(description="Reading time.")
    version: int = Field(description="1, and one more for each correction.")
    is_withdrawn: bool
    people: list[Person]
    series: InSeries | None
    topics: list[TopicName]
    image: Picture | None
    licence: Licensed | None
    doi: Uri | None
    disclosure: str
    first_published: FirstPublished | None
    corrections: list[Corrected]
    translations: list[Translated]
    editions: list[File]
    citations: Citations
    html: str = Field(description="The whole text with notes and corrections; safe, all addresses absolute.")
    text: str = Field(description="The same as plain text.")
    images: list[Picture] = Field(description="All pictures of the text.")


class Part(Shape):
    """A part that stands in a series."""

    id: int
    number: int | None
    title: str
    language: str
    url: Uri
    api_url: Uri
    published_at: datetime | None
    is_withdrawn: bool


class PartToCome(Shape):
    """A part that was announced."""

    number: int | None
    title: str
    summary: str
    author: str
    expected_on: date | None
    url: Uri | None


class Series(Sparse):
    """A series, in one language."""

    id: int = Field(examples=[8])
    work: UUID = Field(description="The same for a series and its translations.")
    language: Literal["en", "ko"]
    url: Uri
    api_url: Uri
    title: str
    subtitle: str
    summary: str
    status: Literal["planned", "ongoing", "complete", "paused"]
    is_numbered: bool = Field(description="False for an open-ended column, whose newest piece comes first.")
    total: int | None = Field(description="How many parts there are, where that is certain.")
    published: int = Field(description="How many parts can be read.")
    minutes: int
    published_at: datetime | None = Field(description="When the first part appeared.")
    updated_at: datetime | None
    editors: list[Person]
    image: Picture | None
    licence: Licensed | None
    translations: list[Translated]
    editions: list[File]
    feeds: list[File]
    introduction_html: str
    pieces_url: Uri = Field(description="Its pieces in this API.")
    citations: Citations
    parts: list[Part]
    forthcoming: list[PartToCome]


class Author(Sparse):
    """Somebody who writes, in one language."""

    id: int = Field(examples=[5])
    person: UUID = Field(description="The same in all languages, and wherever this person is credited.")
    language: Literal["en", "ko"]
    url: Uri
    api_url: Uri
    name: str
    family_name: str
    given_name: str
    other_name: str
    is_organisation: bool
    position: str
    organisation: str
    orcid: Uri | None
    ror: Uri | None = Field(description="Of an organisation.")
    links: list[Uri]
    photo: Picture | None
    biography_html: str
    biography: str
    pieces: int = Field(description="How many pieces can be read; a piece and its translation are one.")
    pieces_url: Uri
    translations: list[Translated]
    updated_at: datetime | None


class InBoth(Shape):
    """Words in the languages in which there are any."""

    en: str = ""
    ko: str = ""


class Address(Shape):
    """Where something stands in each language."""

    en: Uri
    ko: Uri


class Topic(Sparse):
    """A topic, the same in all languages."""

    id: int = Field(examples=[3])
    slug: str
    name: InBoth
    description: InBoth
    urls: Address
    api_url: Uri
    pieces: int = Field(description="How many pieces can be read; a piece and its translation are one.")
    pieces_url: Uri
    broader: int | None = Field(description="The id of the next broader topic with something to read.")
