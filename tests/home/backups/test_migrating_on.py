"""The rows of a backup of an earlier release go through the migrations that came after it in the transaction that loads them."""

import pytest
from django.db import connection

from home.backups.loading import checked_at_once
from series.models import Byline
from tests.factories import AuthorFactory, InstallmentFactory

pytestmark = pytest.mark.django_db


def test_a_migration_may_change_rows_that_were_just_loaded_and_give_their_table_an_index():
    InstallmentFactory(bylines=[AuthorFactory()])
    connection.check_constraints()
    with checked_at_once(connection), connection.cursor() as cursor:
        Byline.objects.update(published_at=None)
        cursor.execute("CREATE INDEX made_by_a_migration ON series_byline (published_at)")
    assert Byline.objects.filter(published_at=None).exists()
