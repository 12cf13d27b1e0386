"""The log of searches: which words were looked for on a day, how often, and how often nothing was found.

It holds no address, no session and no moment, so nobody can be told from it; lines with an @ or a long number, which
may be somebody's, are not counted at all. Bounded: 2,000 different lines a day, kept for 90 days.
"""

import logging
import re
from datetime import timedelta

from django.db import DatabaseError, connection
from django.utils import timezone

from home.models import SearchedWords
from home.search.asked import Asked

logger = logging.getLogger(__name__)

MOST_LINES_A_DAY = 2000
DAYS_KEPT = 90
LONGEST = 100
# Mail addresses, telephone and account numbers.
PRIVATE = re.compile(r"@|＠|\d(?:[\s.-]?\d){6,}")
# The day on which this process last forgot what is old.
_pruned_on: dict = {}
# One statement, so that a search writes once and two at the same moment count as two.
COUNT = """
INSERT INTO {table} (words, day, times, times_empty)
SELECT %(words)s, %(day)s, 1, %(empty)s
WHERE (SELECT COUNT(*) FROM {table} WHERE day = %(day)s) < %(most)s
   OR EXISTS (SELECT 1 FROM {table} WHERE day = %(day)s AND words = %(words)s)
ON CONFLICT (day, words) DO UPDATE
SET times = {table}.times + 1, times_empty = {table}.times_empty + excluded.times_empty
"""


def note(typed: str, asked: Asked, found: int) -> None:
    """Count a search. It never fails: a log is not worth a reader's results."""
    if not asked or PRIVATE.search(typed):
        return
    today = timezone.localdate()
    values = {
        "words": asked.key[:LONGEST].strip(),
        "day": today,
        "empty": 0 if found else 1,
        "most": MOST_LINES_A_DAY,
    }
    try:
        with connection.cursor() as cursor:
            cursor.execute(COUNT.format(table=SearchedWords._meta.db_table), values)
        if _pruned_on.get("day") != today:
            _pruned_on["day"] = today
            prune()
    except DatabaseError:
        logger.exception("A search could not be counted.")


def prune() -> int:
    """Forget what is older than 90 days; the number of lines forgotten. Each process does it once a day."""
    oldest = timezone.localdate() - timedelta(days=DAYS_KEPT)
    return SearchedWords.objects.filter(day__lt=oldest).delete()[0]
