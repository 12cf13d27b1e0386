"""What the API answers as a whole: lists a page at a time, what a search found, and what is wrong with a question."""

from datetime import datetime
from typing import Literal

from pydantic import Field

from home.api.shapes import Author, Piece, Series, Shape, Topic, Uri


class Found(Shape):
    """Something that the search found."""

    type: Literal["piece", "series", "author"]
    id: int
    title: str
    language: Literal["en", "ko"]
    url: Uri
    api_url: Uri
    passage: str = Field(description="The words around what was looked for.")
    passage_html: str = Field(description="The same, with <mark> around the words.")
    published_at: datetime | None
    series: str = Field(description="The title of its series.")


class Listed(Shape):
    """One page of a list. `next` and `previous` are in the header Link as well."""

    total: int
    page: int
    page_size: int
    pages: int
    next: Uri | None
    previous: Uri | None


class PieceList(Listed):
    """Pieces."""

    items: list[Piece]


class SeriesList(Listed):
    """Series."""

    items: list[Series]


class AuthorList(Listed):
    """Authors."""

    items: list[Author]


class TopicList(Listed):
    """Topics."""

    items: list[Topic]


class FoundList(Listed):
    """What the search found, the best first. Of more than a thousand matches the newest thousand are told."""

    items: list[Found]


class Wrong(Shape):
    """What is wrong with one parameter."""

    parameter: str
    detail: str


class Problem(Shape):
    """Problem details (RFC 9457)."""

    type: str = Field(examples=["about:blank"])
    title: str
    status: int
    detail: str
    errors: list[Wrong] = []
