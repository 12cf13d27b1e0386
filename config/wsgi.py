"""The WSGI entry point; a server must name its settings, production ones by default."""

import os

from django.core.wsgi import get_wsgi_application

from publication.requests import Utf8Request

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")

application = get_wsgi_application()
application.request_class = Utf8Request

# After Django is set up, which its modules need.
from home.health.starting import say_at_start  # noqa: E402

say_at_start()
