"""One person on one machine: SQLite, nothing to configure, mail on the console."""

from config.settings.base import *  # noqa: F403
from config.settings.base import ENVIRONMENT, LOGGING

DEBUG = True
# Never used where anybody else can reach the site: production refuses to start without its own.
SECRET_KEY = ENVIRONMENT.secret_key or "development-only"
ALLOWED_HOSTS = ["*"]
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
# A line for every page of the demo would push its password off the screen.
LOGGING["loggers"]["wagtail"] = {"level": "WARNING"}
LOGGING["loggers"]["requests"] = {"level": "WARNING"}  # the server of development has a line of its own
