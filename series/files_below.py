"""What stands below the addresses of pages and shows what they show: feeds, citations, copies for others, editions."""

from wagtail.models import Page

from authors.models import AuthorPage
from series.citation.files import FILES
from series.feeds.addresses import every_feed_below
from series.models import Edition, InstallmentPage, SeriesPage
from series.republication import COPIES
from series.rows_to_addresses import frames_of_sites, of_view, standing_at


def feeds_below(shown: set[str]) -> set[str]:
    """The feeds that stand below addresses: of front pages, series, authors, topics and the list of corrections."""
    topics = of_view("topics")
    followed = _standing_at(shown, SeriesPage, AuthorPage)
    followed |= of_view("corrections") | {
        frame.address(root) for frame in frames_of_sites() for root in frame.roots.values()
    }
    followed |= {address for address in shown - topics if address.startswith(tuple(topics))}
    return {feed for address in shown & followed for feed in every_feed_below(address)}


def whole_series_below(shown: set[str]) -> set[str]:
    """The pages on which series stand whole, of the series among these addresses."""
    return {f"{address}all/" for address in shown & _standing_at(shown, SeriesPage)}


def files_below(shown: set[str]) -> set[str]:
    """The files of the pieces and series among these addresses: citations, copies for other sites, editions."""
    cited = _standing_at(shown, InstallmentPage, SeriesPage)
    files = {f"{address}{name}" for address in shown & cited for name in (*FILES, *COPIES)}
    books = {f"{address.rstrip('/')}.{form}" for address in shown & cited for form in Edition.Form.values}
    return files | books


def _standing_at(shown: set[str], *kinds: type[Page]) -> set[str]:
    """The addresses of pages of these types among those that show a thing."""
    return set().union(*(page.addresses for page in standing_at(shown) if page.kind in kinds))
