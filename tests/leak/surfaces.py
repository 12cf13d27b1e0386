"""Every public address of the site, as a table: a new surface joins with one line.

Each line has a name, the address in a given world, and whether an open secret piece is to be found there (the control
that shows that the test can fail).
"""

from tests.leak.world import ASKED, NUMBERED, OLD_PATH

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
    ("Korean home", lambda world: "/ko/", False),
    ("Korean series", lambda world: "/ko/series/", False),
    ("Korean authors", lambda world: "/ko/authors/", False),
    ("Korean topics", lambda world: "/ko/topics/", True),
    ("Korean topic", lambda world: f"/ko{world.shared_topic.get_absolute_url()}", True),
    ("Korean search", lambda world: f"/ko/search/?q={ASKED}", True),
    ("corrections", lambda world: "/corrections/", True),
    ("Korean corrections", lambda world: "/ko/corrections/", True),
    ("its versions", lambda world: f"{world.secret.url}versions/", True),
    # Its text stands at the address that was sent to its author, and nowhere near it (test_clearance.py).
    ("clearance of nothing", lambda world: "/clearance/", False),
    ("clearance with a made-up link", lambda world: f"{world.clearance[:-9]}zzzzzzzz/", False),
    ("its citation", lambda world: f"{world.secret.url}cite.ris", True),
    ("its citation as JSON", lambda world: f"{world.secret.url}cite.json", True),
    ("citations of its series", lambda world: f"{world.series.url}cite.bib", True),
    ("sitemap", lambda world: "/sitemap.xml", False),
    ("sitemap of pages", lambda world: "/sitemap-pages-en-1.xml", False),
    ("sitemap of series", lambda world: "/sitemap-series-en-1.xml", False),
    ("sitemap of pieces", lambda world: "/sitemap-pieces-en-1.xml", True),
    ("sitemap of authors", lambda world: "/sitemap-authors-en-1.xml", True),
    ("sitemap of topics", lambda world: "/sitemap-topics-en-1.xml", True),
    ("Korean sitemap of topics", lambda world: "/sitemap-topics-ko-1.xml", True),
    ("news sitemap", lambda world: "/news-sitemap.xml", True),
    ("robots.txt", lambda world: "/robots.txt", False),
    ("page two", lambda world: "/series/?page=2", False),
    ("not found", lambda world: "/series/no-such-series/", False),
    ("its number on the old site", lambda world: NUMBERED, True),
    ("its path on the old site", lambda world: OLD_PATH, True),
    ("alias", lambda world: world.alias.url if world.alias else "/series/no-alias/", False),
]
