"""Wagtail's own addresses, with our way of finding a page in the place of the last."""

from django.urls import re_path
from wagtail import urls as wagtail_urls

from publication.page_passwords import not_to_be_guessed
from publication.serving import serve

# Wagtail's pattern for pages takes letters and hyphens only, and so misses decomposed Korean, which serve() moves.
# No slug has a full stop: an address with one is no page that lacks its slash (/old.php), and is looked up as it is.
*doors, _pages = wagtail_urls.urlpatterns
for door in doors:
    door.callback = not_to_be_guessed(door.callback)

urlpatterns = [*doors, re_path(r"^((?:[^/.]+/)*)$", serve, name="wagtail_serve")]
