"""What may be asked of the API: the parameters of every list, with their words for the document.

An empty value is none. What is no value of a parameter is an error that says what it may be; an odd `page` is a page
that does not exist, as everywhere on the site (publication/paging.py, case HTP-01).
"""

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated, Any, Literal

from django.utils import timezone
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from publication.paging import NUMBER
from publication.slugs import compose
from publication.times import EARLIEST_YEAR, LATEST_YEAR

PAGE_SIZE, MOST_ON_A_PAGE = 20, 100
MOST_PAGES = 999_999
DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def _page(value: Any) -> int:
    if value in ("", 1):
        return 1
    if not isinstance(value, str) or not NUMBER.fullmatch(value):
        raise PydanticCustomError("page", "There is no such page: pages are numbered from 1.")
    return int(value)


def _page_size(value: Any) -> int:
    if value in ("", PAGE_SIZE):
        return PAGE_SIZE
    if not isinstance(value, str) or not NUMBER.fullmatch(value) or int(value) > MOST_ON_A_PAGE:
        raise PydanticCustomError("page_size", f"It is a whole number from 1 to {MOST_ON_A_PAGE}.")
    return int(value)


def _word(value: Any) -> str:
    if not isinstance(value, str) or len(value) > 255:
        raise PydanticCustomError("word", "It is one word of an address, of 255 letters at most.")
    return compose(value)


def _day(value: Any) -> date | None:
    if value in ("", None):
        return None
    try:
        if not DAY.fullmatch(value):
            raise ValueError
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        raise PydanticCustomError("day", "It is a day like 2026-03-31.") from None


def _moment(value: Any) -> datetime | None:
    if value in ("", None):
        return None
    try:
        # The plus sign of an offset that nobody encoded arrives as a space.
        text = value.replace(" ", "+")
        moment = datetime.fromisoformat(f"{text}T00:00:00+00:00" if DAY.fullmatch(text) else text.upper())
        if moment.tzinfo is None or not DAY.match(text):
            raise ValueError
    except (AttributeError, ValueError):
        raise PydanticCustomError(
            "moment", "It is a moment with its offset, like 2026-03-31T09:00:00Z, or a day."
        ) from None
    if moment.year < EARLIEST_YEAR:
        return None
    # PostgreSQL takes no offset of sixteen hours or more.
    return moment.astimezone(UTC) if moment.year <= LATEST_YEAR else datetime(LATEST_YEAR, 1, 1, tzinfo=UTC)


def start_of_day(day: date) -> datetime | None:
    """The moment at which a day begins on the editorial clock; None where that is before everything."""
    if day.year < EARLIEST_YEAR:
        return None
    day = min(day, date(LATEST_YEAR, 1, 1))
    return timezone.make_aware(datetime.combine(day, time()))


def end_of_day(day: date) -> datetime:
    """The moment at which the day after begins, within what databases take."""
    day = min(max(day, date(EARLIEST_YEAR, 1, 1)), date(LATEST_YEAR, 1, 1))
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time()))


def one_of(*values: str):
    """A parameter with a few values, the first of which stands for none."""
    return Annotated[Literal[values], BeforeValidator(lambda value: value or values[0])]


def fields_of(
    shape: type[BaseModel], default: tuple[str, ...] | None = None, never: frozenset[str] = frozenset()
):
    """The parameter `fields` of what is answered in a shape: names with commas between.

    `default` is what none means, `never` what cannot be asked for here.
    """
    known = tuple(name for name in shape.model_fields if name not in never)

    def read(value: Any) -> frozenset[str]:
        if isinstance(value, frozenset):
            return value
        names = [name for name in str(value or "").split(",") if name]
        if unknown := [name for name in names if name not in known]:
            raise PydanticCustomError(
                "fields", "There is no field “{unknown}”.", {"unknown": unknown[0][:60]}
            )
        return frozenset(names or default or known)

    words = "The fields that you want, with commas between."
    if default:
        left_out = ", ".join(name for name in known if name not in default)
        words += f" Without it all but {left_out}."
    schema = {"type": "array", "items": {"type": "string", "enum": list(known)}}
    return Annotated[
        Any,
        BeforeValidator(read),
        WithJsonSchema(schema),
        Field(default_factory=lambda: frozenset(default or known), description=words),
    ]


# A validator that comes last is asked first, and what stands before it describes what it makes.
Page = Annotated[
    int,
    Field(ge=1, le=MOST_PAGES, description="The page of the list, from 1; 404 after the last.", examples=[2]),
    BeforeValidator(_page),
]
PageSize = Annotated[
    int,
    Field(ge=1, le=MOST_ON_A_PAGE, description="How many items a page has."),
    BeforeValidator(_page_size),
]
Word = Annotated[str, Field(max_length=255), BeforeValidator(_word)]
Day = Annotated[date | None, BeforeValidator(_day), WithJsonSchema({"type": "string", "format": "date"})]
Moment = Annotated[
    datetime | None, BeforeValidator(_moment), WithJsonSchema({"type": "string", "format": "date-time"})
]
Language = one_of("", "en", "ko")


class Asked(BaseModel):
    """Parameters of an address."""

    model_config = ConfigDict(populate_by_name=True)


class Paged(Asked):
    """What every list is asked."""

    page: Page = 1
    page_size: PageSize = PAGE_SIZE

    @property
    def start(self) -> int:
        """The place of the first item, from 0."""
        return (self.page - 1) * self.page_size


class Dated(Paged):
    """What a list of things with dates is asked."""

    language: Language = Field("", description="Only what is in this language.")
    since: Day = Field(
        None, alias="from", description="Published on this day or later, on the editors' clock."
    )
    until: Day = Field(None, alias="to", description="Published on this day or before.")
    updated_since: Moment = Field(
        None, description="Published anew at this moment or later: for those who ask again and again."
    )
