"""The site's addresses, and below /stock/ Wagtail's own way to a page, for comparison."""

from django.urls import include, path

from config import urls

urlpatterns = [path("stock/", include("wagtail.urls")), *urls.urlpatterns]
handler404 = urls.handler404
