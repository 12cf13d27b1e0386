"""Addresses of what stands beside the page tree."""

import re

from django.urls import include, path, re_path

from publication.serving import serve
from series import views
from series.citation.files import FILES

urlpatterns = [
    path("corrections/", views.corrections, name="corrections"),
    path("topics/", views.topics, name="topics"),
    path("topics/<str:slug>/", views.topic, name="topic"),
    path("", include("series.feeds.urls")),
    # Files below a page's address, which ends without a slash; the page itself knows them.
    re_path(rf"^((?:[^/.]+/)+(?:{'|'.join(map(re.escape, FILES))}))$", serve),
]
