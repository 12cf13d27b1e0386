"""Where a post goes: the series of its plugin, made when there is none, or the column for posts without a series."""

from dataclasses import dataclass

from wagtail.models import Locale

from publication.models import Masthead
from publication.slugs import slug_for
from series.manuscripts.manuscript import Finding
from series.manuscripts.moving_in.errors import MoveRefused
from series.manuscripts.wordpress.records import Index, Post
from series.models import InstallmentPage, SeriesIndexPage, SeriesPage

LONGEST_TITLE = SeriesPage._meta.get_field("title").max_length


@dataclass(frozen=True)
class Target:
    """The series of a post, by slug, with what a new one is called; `number` is that of the part, if it is to have one."""

    slug: str
    title: str = ""
    description: str = ""
    number: int | None = None
    is_column: bool = False


class Destinations:
    """Finds and makes the series of one export. Raises MoveRefused when posts have no series and there is no column."""

    def __init__(self, index: Index, column: str = ""):
        self._index, self._column = index, column.strip().strip("/")
        self._locale = _locale(index.language)
        self._series: dict[str, SeriesPage] = {}
        self._slugs: dict[int, set[str]] = {}
        self._made: list[str] = []
        self._held_back: set[int] = set()
        if index.without_series and not self._column:
            count = index.without_series
            raise MoveRefused(
                f"{count} of {index.posts} posts belong to no series: name the column that takes them with "
                "--series SLUG. Nothing was changed."
            )

    def target(self, post: Post) -> Target:
        """Where a post goes."""
        if not post.series:
            return Target(_free(self._column), is_column=True)
        place = post.series[0]
        number = self._index.parts.get(place.slug, {}).get(post.guid)
        return Target(_free(place.slug), place.name, place.description, number)

    def find(self, target: Target) -> SeriesPage | None:
        """The series that is there already, the one in the language of the export first."""
        if target.slug not in self._series:
            found = SeriesPage.objects.filter(slug=target.slug, alias_of=None).order_by("pk")
            series = found.filter(locale=self._locale).first() or found.first()
            if series is None:
                return None
            self._series[target.slug] = series
        return self._series[target.slug]

    def series(self, target: Target, findings: list[Finding]) -> SeriesPage:
        """The series of a post, made as a draft when there is none."""
        return self.find(target) or self._make(target, findings)

    def slug(self, series: SeriesPage, wanted: str, title: str) -> str:
        """A free address for a piece of the series, as near as can be to that which it had."""
        if series.pk not in self._slugs:
            self._slugs[series.pk] = set(series.get_children().values_list("slug", flat=True))
        fallback = slug_for(
            title, fallback=slug_for(str(InstallmentPage._meta.verbose_name), fallback="piece")
        )
        slug = slug_for(wanted or title, fallback=fallback, taken=frozenset(self._slugs[series.pk]))
        self._slugs[series.pk].add(slug)
        return slug

    def publish(self, series: SeriesPage, findings: list[Finding]) -> None:
        """Let readers see a series that this import, or an earlier one, made; it has a public part now."""
        series.refresh_from_db(fields=["live", "first_published_at", "owner_id"])
        if series.live:
            return
        if series.first_published_at or series.owner_id:
            if series.pk not in self._held_back:
                what = f"Readers do not see its parts yet: the series “{series.title}” is not published."
                findings.append(Finding("missing", what))
            self._held_back.add(series.pk)
            return
        series.save_revision().publish()
        self._series.pop(series.slug, None)

    def mark(self) -> int:
        """How many were made so far; `take_back` returns to it."""
        return len(self._made)

    def take_back(self, mark: int = 0) -> None:
        """Forget what was made since, and all that is remembered of rows: they went with the transaction."""
        del self._made[mark:]
        self._series.clear()
        self._slugs.clear()

    def _make(self, target: Target, findings: list[Finding]) -> SeriesPage:
        parent = SeriesIndexPage.objects.get(locale=self._locale)
        title = (target.title or target.slug.replace("-", " ").capitalize())[:LONGEST_TITLE]
        siblings = frozenset(parent.get_children().values_list("slug", flat=True))
        form = SeriesPage.Form.COLUMN if target.is_column else SeriesPage.Form.NUMBERED
        series = SeriesPage(
            title=title,
            slug=slug_for(target.slug, fallback="series", taken=siblings),
            standfirst=target.description or f"First published on {self._index.title or 'another site'}.",
            form=form,
            live=False,
        )
        licence = Masthead.objects.values_list("default_licence", flat=True).first()
        series.licence = licence or series.licence
        parent.add_child(instance=series)
        series.save_revision(clean=False)
        self._made.append(target.slug)
        self._series[target.slug] = series
        kind = "column" if target.is_column else "series"
        findings.append(Finding("changed", f"The {kind} “{series.title}” is new."))
        if not target.description:
            findings.append(
                Finding("guessed", f"The new {kind} “{series.title}” got a standfirst to be rewritten.")
            )
        return series


def _free(slug: str) -> str:
    """The address of a series as it can stand here: another where the site itself uses the word."""
    return slug_for(slug, fallback="series")


def _locale(language: str) -> Locale:
    """The language of an export ("ko-KR"), where the site has lists of series in it; otherwise that of the first list."""
    code = language.partition("-")[0]
    indexes = SeriesIndexPage.objects.select_related("locale").order_by("pk")
    index = indexes.filter(locale__language_code=code).first() or indexes.first()
    if index is None:
        raise MoveRefused(
            "The site has no list of series: run “manage.py migrate” first. Nothing was changed."
        )
    return index.locale
