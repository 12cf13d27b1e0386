"""The WSGI entry point; a server must name its settings, production ones by default."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")

application = get_wsgi_application()

# Django's models have to be set up before anything of ours is read.
from publication.requests import Utf8Request  # noqa: E402

application.request_class = Utf8Request
