"""Every public address of the site, as a table: a new surface joins with one line.

Each line has a name, the address in a given world, and whether an open secret piece is to be found there (the control
that shows that the test can fail).
"""

from urllib.parse import quote

from tests.leak.world import ASKED, BESIDE, NUMBERED, OLD_PATH, PROMOTED
from tests.series.editions.opened import Opened, words_of_pdf

SURFACES = [
    # name, address, shows the piece when it is open
    ("home", lambda world: "/", True),
    ("list of series", lambda world: "/series/", False),
    ("series", lambda world: world.series.url, True),
    ("the piece itself", lambda world: world.secret.url, True),
    ("part before", lambda world: world.before.url, True),
    ("part after", lambda world: world.after.url, True),
    ("related piece", lambda world: world.elsewhere.url, True),
    ("other series", lambda world: world.elsewhere.get_parent().url, False),
    ("forthcoming", lambda world: f"{world.series.url}forthcoming/2/", True),
    ("authors", lambda world: "/authors/", True),
    ("authors by name", lambda world: "/authors/?q=mina", True),
    ("its author", lambda world: world.secret_author.url, True),
    ("its other author", lambda world: world.shared_author.url, True),
    ("topics", lambda world: "/topics/", True),
    ("its topic", lambda world: world.secret_topic.get_absolute_url(), True),
    ("its other topic", lambda world: world.shared_topic.get_absolute_url(), True),
    ("search", lambda world: f"/search/?q={ASKED}", True),
    ("search newest first", lambda world: f"/search/?q={ASKED}&sort=date", True),
    ("search narrowed", lambda world: f"/search/?q={ASKED}&type=piece&language=en", True),
    ("search by topic and author", lambda world: "/search/?q=mina", True),
    ("search facets of what surrounds it", lambda world: "/search/?q=abel", True),
    ("search of a misspelt word", lambda world: "/search/?q=zebrafnich", True),
    ("search with a promoted result", lambda world: f"/search/?q={PROMOTED}", True),
    ("search passage of what names it", lambda world: f"/search/?q={BESIDE}", False),
    ("names while typing", lambda world: "/search/names/?q=zebraf", True),
    ("names before typing", lambda world: "/search/", True),
    ("Korean names while typing", lambda world: "/ko/search/names/?q=zebraf", True),
    ("Korean home", lambda world: "/ko/", False),
    ("Korean series", lambda world: "/ko/series/", False),
    ("its series in Korean", lambda world: f"/ko{world.series.url}", True),
    ("feed of its series in Korean", lambda world: f"/ko{world.series.url}feed/rss/", False),
    ("citations of its series in Korean", lambda world: f"/ko{world.series.url}cite.bib", False),
    ("a translation that it has not", lambda world: f"/ko{world.secret.url}", False),
    ("Korean authors", lambda world: "/ko/authors/", False),
    ("Korean topics", lambda world: "/ko/topics/", True),
    ("Korean topic", lambda world: f"/ko{world.shared_topic.get_absolute_url()}", True),
    ("Korean search", lambda world: f"/ko/search/?q={ASKED}", True),
    ("archive", lambda world: "/archive/", False),
    ("year of the archive", lambda world: world.month.rsplit("/", 2)[0] + "/", True),
    ("month of the archive", lambda world: world.month, True),
    ("Korean month of the archive", lambda world: f"/ko{world.month}", True),
    ("its other topic narrowed", lambda world: f"{world.shared_topic.get_absolute_url()}?language=en", True),
    (
        "topic that shares pieces with its own",
        lambda world: f"{world.shared_topic.get_absolute_url()}?order=oldest",
        True,
    ),
    ("topic above its own", lambda world: world.broad_topic.get_absolute_url(), True),
    ("near its author", lambda world: "/authors/mina-zebra/", True),
    ("near its topic", lambda world: "/topics/birds-zebra/", True),
    ("corrections", lambda world: "/corrections/", True),
    ("Korean corrections", lambda world: "/ko/corrections/", True),
    ("its versions", lambda world: f"{world.secret.url}versions/", True),
    # Its text stands at the address that was sent to its author, and nowhere near it (test_clearance.py).
    ("clearance of nothing", lambda world: "/clearance/", False),
    ("clearance with a made-up link", lambda world: f"{world.clearance[:-9]}zzzzzzzz/", False),
    ("its citation", lambda world: f"{world.secret.url}cite.ris", True),
    ("its citation as JSON", lambda world: f"{world.secret.url}cite.json", True),
    ("its copy for other sites", lambda world: f"{world.secret.url}republish.html", True),
    ("its copy as text", lambda world: f"{world.secret.url}republish.txt", True),
    ("copy of the part before", lambda world: f"{world.before.url}republish.html", False),
    ("rules of what to fetch early", lambda world: "/speculation-rules.json", False),
    # What the picture shows nobody can search: that there is none is asked in test_share_cards.py.
    ("its share card", lambda world: f"{world.secret.url}card-{'0' * 20}.png", True),
    ("share card of its series", lambda world: f"{world.series.url}card-{'0' * 20}.png", False),
    ("citations of its series", lambda world: f"{world.series.url}cite.bib", True),
    ("its series on one page", lambda world: f"{world.series.url}all/", True),
    ("other series on one page", lambda world: f"{world.elsewhere.get_parent().url}all/", True),
    ("book of it", lambda world: f"{world.secret.url.rstrip('/')}.epub", True),
    ("book of what links to it", lambda world: f"{world.elsewhere.url.rstrip('/')}.epub", True),
    (
        "book of a series that links to it",
        lambda world: f"{world.elsewhere.get_parent().url.rstrip('/')}.epub",
        True,
    ),
    ("book of its series", lambda world: f"{world.series.url.rstrip('/')}.epub", False),
    ("printed book of it", lambda world: f"{world.secret.url.rstrip('/')}.pdf", True),
    ("printed book of a series", lambda world: f"{world.elsewhere.get_parent().url.rstrip('/')}.pdf", True),
    ("sitemap", lambda world: "/sitemap.xml", False),
    ("sitemap of pages", lambda world: "/sitemap-pages-en-1.xml", False),
    ("sitemap of series", lambda world: "/sitemap-series-en-1.xml", False),
    ("sitemap of pieces", lambda world: "/sitemap-pieces-en-1.xml", True),
    ("sitemap of authors", lambda world: "/sitemap-authors-en-1.xml", True),
    ("sitemap of topics", lambda world: "/sitemap-topics-en-1.xml", True),
    ("Korean sitemap of topics", lambda world: "/sitemap-topics-ko-1.xml", True),
    ("news sitemap", lambda world: "/news-sitemap.xml", True),
    (
        "preview of a link to it",
        lambda world: f"/oembed/?url=http://localhost{quote(world.secret.url)}",
        True,
    ),
    (
        "preview of a link to its series",
        lambda world: f"/oembed/?url=http://localhost{world.series.url}",
        False,
    ),
    ("robots.txt", lambda world: "/robots.txt", False),
    ("feed", lambda world: "/feed/rss/", True),
    ("feed as Atom", lambda world: "/feed/atom/", True),
    ("feed as JSON", lambda world: "/feed/json/", True),
    ("feed of its series", lambda world: f"{world.series.url}feed/rss/", True),
    ("feed of its series as JSON", lambda world: f"{world.series.url}feed/json/", True),
    ("feed from part 1", lambda world: f"{world.series.url}feed/from-part-1/atom/", True),
    ("feed of the other series", lambda world: f"{world.elsewhere.get_parent().url}feed/atom/", True),
    ("feed of its author", lambda world: f"{world.secret_author.url}feed/rss/", True),
    ("feed of its other author", lambda world: f"{world.shared_author.url}feed/json/", True),
    ("feed of its topic", lambda world: f"{world.secret_topic.get_absolute_url()}feed/rss/", True),
    ("feed of its other topic", lambda world: f"{world.shared_topic.get_absolute_url()}feed/atom/", True),
    ("Korean feed", lambda world: "/ko/feed/rss/", False),
    ("Korean feed of its topic", lambda world: f"/ko{world.shared_topic.get_absolute_url()}feed/rss/", True),
    ("feed of corrections", lambda world: "/corrections/feed/rss/", True),
    ("Korean feed of corrections", lambda world: "/ko/corrections/feed/json/", True),
    ("feed that no piece has", lambda world: f"{world.secret.url}feed/rss/", False),
    ("page two", lambda world: "/series/?page=2", False),
    ("not found", lambda world: "/series/no-such-series/", False),
    ("its number on the old site", lambda world: NUMBERED, True),
    ("its path on the old site", lambda world: OLD_PATH, True),
    ("following its series", lambda world: f"/follow/series/{world.series.pk}/", False),
    ("following its author", lambda world: f"/follow/author/{world.secret_author.pk}/", True),
    ("following its topic", lambda world: f"/follow/topic/{world.secret_topic.pk}/", True),
    ("following its topic in Korean", lambda world: f"/ko/follow/topic/{world.secret_topic.pk}/", True),
    ("all that somebody follows", lambda world: world.followed, True),
    ("alias", lambda world: world.alias.url if world.alias else "/series/no-alias/", False),
]


def said_by(response) -> str:
    """What an answer says; of a book, all that its documents say."""
    if response.get("Content-Type", "") == "application/epub+zip":
        return Opened(b"".join(response.streaming_content)).text()
    if response.get("Content-Type", "") == "application/pdf":
        return words_of_pdf(b"".join(response.streaming_content))
    return response.content.decode()
