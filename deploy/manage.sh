#!/bin/sh
# A command of the running release with the site's settings, as the site's account: site-manage check_backup FILE
# Installed as /usr/local/bin/site-manage, for root.
set -eu
SITE=${SITE:-/srv/site}
ENVIRONMENT=${ENVIRONMENT:-/etc/site/environment}
ACCOUNT=${ACCOUNT:-site}
set -a
# shellcheck disable=SC1090
. "$ENVIRONMENT"
DJANGO_SETTINGS_MODULE=config.settings.production
set +a
cd "$SITE/current"
if [ "$(id -u)" = 0 ]; then
    exec runuser --user "$ACCOUNT" -- .venv/bin/python manage.py "$@"
fi
exec .venv/bin/python manage.py "$@"
