"""The site's addresses, and its pictures, which a web server in front hands out otherwise."""

from django.conf import settings
from django.urls import path
from django.views.static import serve

from config.urls import *  # noqa: F403
from config.urls import urlpatterns as of_the_site

urlpatterns = [
    path(f"{settings.MEDIA_URL.lstrip('/')}<path:path>", serve, {"document_root": settings.MEDIA_ROOT}),
    *of_the_site,
]
