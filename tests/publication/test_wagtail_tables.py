"""The indexes that our queries need of Wagtail's tables are there after `migrate`."""

import re

import pytest
from django.db import connection

from publication.wagtail_tables import INDEXES, WORDS

pytestmark = pytest.mark.django_db


def test_every_index_is_there_after_the_migrations():
    indexes = [*INDEXES, *([WORDS] if connection.vendor == "postgresql" else [])]
    wanted = dict(re.search(r"EXISTS (\w+) ON (\w+)", index).groups() for index in indexes)
    with connection.cursor() as cursor:
        there = {
            name
            for table in set(wanted.values())
            for name in connection.introspection.get_constraints(cursor, table)
        }
    assert set(wanted) <= there
