"""Addresses of what stands beside the page tree."""

import re

from django.urls import include, path, re_path

from publication.serving import serve
from series import archive_views, views
from series.citation.files import FILES
from series.editions.shelf.views import edition
from series.models import Edition
from series.models.share_card import CARD_FILE
from series.republication import COPIES

urlpatterns = [
    path("corrections/", views.corrections, name="corrections"),
    path("archive/", archive_views.archive, name="archive"),
    re_path(r"^archive/(?P<year>[0-9]{4})/$", archive_views.year, name="archive_year"),
    re_path(
        r"^archive/(?P<year>[0-9]{4})/(?P<month>0[1-9]|1[0-2])/$", archive_views.month, name="archive_month"
    ),
    path("topics/", views.topics, name="topics"),
    path("topics/<str:slug>/", views.topic, name="topic"),
    path("follow/", include("series.followers.urls")),
    path("", include("series.feeds.urls")),
    # A book of a piece or a series, whose address it takes with an ending.
    re_path(rf"^((?:[^/.]+/)+[^/.]+)\.({'|'.join(Edition.Form.values)})$", edition, name="edition"),
    # Files below a page's address, which ends without a slash; the page itself knows them.
    re_path(rf"^((?:[^/.]+/)+(?:{'|'.join(map(re.escape, (*FILES, *COPIES)))}|{CARD_FILE.pattern}))$", serve),
]
