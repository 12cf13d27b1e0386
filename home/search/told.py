"""What is told of all matches of a search, for facets.py: who wrote them, what they are about, how many of each.

Counted here and not in the database: see found.py.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import unquote

from django.conf import settings
from django.db.models import CharField, F, IntegerField, UUIDField, Value
from django.db.models.functions import Cast
from django.db.models.lookups import In
from django.utils import timezone, translation

from home.search.found import AUTHOR, PIECE, Match
from publication.frame import Frame
from publication.models.masthead import in_language
from publication.prepared import Prepared, each, room_for, slots
from series.models import InstallmentTopic
from series.reading.shapes import Credit
from series.reading.teasers import CREDITED, credited_in_list, credits_from

FACETS = ("type", "series", "author", "topic", "year", "language")


@dataclass(frozen=True)
class Told:
    """What is told of all matches: people's and topics' address words by the id of the page, how often there is each value.

    `credits` are those of every piece among the matches, by its id.
    """

    values: dict[str, dict[int, frozenset[str]]]
    labels: dict[tuple[str, str], tuple[str, str]]
    credits: dict[int, list[Credit]]
    counts: dict[str, Counter]

    def of(self, match: Match, name: str) -> frozenset[str]:
        """What a match has in a facet."""
        if name in self.values:
            return self.values[name].get(match.pk, frozenset())
        one = match.kind if name == "type" else getattr(match, name)
        return frozenset({one}) if one else frozenset()


def tell(frame: Frame, matches: Sequence[Match]) -> Told:
    """One query, or none without pieces."""
    labels: dict[tuple[str, str], tuple[str, str]] = {}
    pieces = [match.pk for match in matches if match.kind == PIECE]
    credits, topics = _credits_and_topics(frame, pieces, labels) if pieces else ({}, {})
    slugs = _people(credits, labels)
    authors = {}
    for match in matches:
        if match.kind == AUTHOR:
            authors[match.pk] = frozenset({slugs.get(match.row["translation_key"], match.row["slug"])})
            labels.setdefault(("author", match.row["slug"]), (match.title, match.language))
        else:
            people = (credit.person for credit in credits.get(match.pk, ()))
            authors[match.pk] = frozenset(slugs[person] for person in people if person in slugs)
        if match.series:
            labels.setdefault(("series", match.series), (match.series_title, match.language))
    told = Told({"author": authors, "topic": topics}, labels, credits, {})
    for name in FACETS:
        told.counts[name] = Counter(value for match in matches for value in told.of(match, name))
    return told


def _people(credits: dict[int, list[Credit]], labels: dict) -> dict:
    """The address word of each credited person with a public page, by person; one for all languages.

    Names and addresses in the language of the page come before others.
    """
    slugs: dict = {}
    here = translation.get_language()
    # The same credit is the same object wherever it stands: each is looked at once.
    once = {id(credit): credit for of_piece in credits.values() for credit in of_piece}
    linked = [credit for credit in once.values() if credit.address]
    linked.sort(key=lambda credit: (_language_of(credit.address) != here, bool(credit.language)))
    for credit in linked:
        slug = slugs.setdefault(credit.person, unquote(credit.address.rstrip("/").rsplit("/", 1)[-1]))
        labels.setdefault(("author", slug), (credit.name, credit.language))
    return slugs


def _credits_and_topics(
    frame: Frame, pieces: list[int], labels: dict
) -> tuple[dict[int, list[Credit]], dict[int, frozenset[str]]]:
    """The credits of pieces, and the address words of their topics, by id. One query."""
    count = room_for(len(pieces))
    rows = TOLD_OF_PIECES.raw(count, now=timezone.now(), **each("page", pieces, count))
    of_topics = {name: place for place, name in enumerate(CREDITED)}
    credited, found, names = [], defaultdict(set), {}
    for row in rows:
        if row[of_topics["role"]] != TOPIC:
            credited.append(row)
            continue
        slug = row[of_topics["organisation"]]
        found[row[0]].add(slug)
        names[slug] = row[of_topics["name"]], row[of_topics["position"]]
    is_english = translation.get_language() == "en"
    for slug, (name, name_ko) in names.items():
        labels["topic", slug] = (in_language(name, name_ko), "" if name_ko or is_english else "en")
    credits = credits_from(frame, credited, lambda row: TOLD_OF_PIECES.read([row], count)[0])
    return credits, {pk: frozenset(slugs) for pk, slugs in found.items()}


def _told_of_pieces(count: int):
    """The credits of so many pieces, and their topics in the same columns; slots are `page_0` and on, and `now`."""
    nothing = Value("", output_field=CharField())
    topics = InstallmentTopic.objects.filter(
        In(F("page_id"), slots("page", count, IntegerField())), topic__merged_into=None
    )
    as_credits = topics.order_by().annotate(
        person=Cast(Value(None), UUIDField()),
        name=F("topic__name"),
        role=Value(TOPIC, output_field=CharField()),
        position=F("topic__name_ko"),
        organisation=F("topic__slug"),
        profile_path=nothing,
        profile_open=Value(False),
        author__kind=nothing,
        author__family_name=nothing,
        author__given_name=nothing,
    )
    return credited_in_list(count).union(as_credits.values(*CREDITED), all=True)


TOPIC = "topic"  # no role in a byline
TOLD_OF_PIECES = Prepared(_told_of_pieces)


def _language_of(address: str) -> str:
    return translation.get_language_from_path(address) or settings.LANGUAGE_CODE
