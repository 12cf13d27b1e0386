"""Where feeds stand. `feed` is a word that no page may have for its slug (publication/slugs.py)."""

from django.urls import path, re_path, register_converter
from django.urls.converters import StringConverter

from series.feeds import views
from series.feeds.addresses import FORMATS, FROM_PART_1


class FormatConverter(StringConverter):
    """One of the three formats."""

    regex = "|".join(FORMATS)


register_converter(FormatConverter, "feed_format")

urlpatterns = [
    re_path(r"^(?:[^/.]+/)*feed/$", views.without_format),
    path("feed/<feed_format:form>/", views.site, name="feed"),
    path("corrections/feed/<feed_format:form>/", views.corrections, name="corrections_feed"),
    path("topics/<str:slug>/feed/<feed_format:form>/", views.topic, name="topic_feed"),
    # Below the address of a page; the page is looked for when one asks.
    re_path(
        rf"^(?P<path>(?:[^/.]+/)+)feed/(?:(?P<order>{FROM_PART_1})/)?(?P<form>{'|'.join(FORMATS)})/$",
        views.page,
    ),
]
