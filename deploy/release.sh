#!/usr/bin/env bash
# Puts a new release in the place of the running one, without a failed request:
#
#   deploy/release.sh SOURCE        SOURCE: a folder with the code, as unpacked or cloned
#   deploy/release.sh --back        back to the release before, with the database as it is
#
# It is installed beside the running one and checked; the database is brought up to it (migrations are compatible with
# the running release: tests/test_migrations.py keeps it so); its static files join those of earlier releases; then one
# node after the other is restarted, and a node that does not come up ends it with everything on the old release.
# Run it as root on each machine of the site; MIGRATE=no on all but the first.
set -euo pipefail

SITE=${SITE:-/srv/site}                       # releases/, current, static/
ENVIRONMENT=${ENVIRONMENT:-/etc/site/environment}
ACCOUNT=${ACCOUNT:-site}                      # who runs the site and owns what it keeps
NODES=${NODES:-1 2}
SOCKETS=${SOCKETS:-/run/site}
KEEP=${KEEP:-5}                               # releases
DAYS=${DAYS:-30}                              # for which static files of earlier releases stay
MIGRATE=${MIGRATE:-yes}
PYTHON=${PYTHON:-python3}
SYSTEMCTL=${SYSTEMCTL:-systemctl}
PATIENCE=${PATIENCE:-90}                      # seconds until a node that does not answer has failed
PAUSE=${PAUSE:-3}                             # seconds after a node answers, in which the proxy notices

say() { printf '== %s\n' "$*"; }
as_site() {
    if [ "$(id -u)" = 0 ] && [ "$ACCOUNT" != root ]; then runuser -u "$ACCOUNT" -- "$@"; else "$@"; fi
}
# A command of the release in $1, with the site's settings.
manage() {
    local release=$1
    shift
    (
        cd "$release"
        set -a
        # shellcheck disable=SC1090
        . "$ENVIRONMENT"
        DJANGO_SETTINGS_MODULE=config.settings.production STATIC_ROOT=${STATIC_ROOT:-$SITE/static}
        set +a
        as_site "$release/.venv/bin/python" manage.py "$@"
    )
}

install_release() {
    say "Installing into $1"
    mkdir -p "$1"
    tar -C "$2" --exclude=./.git --exclude=./.venv --exclude=./.cache --exclude=./db.sqlite3* --exclude=./media \
        --exclude=./private -cf - . | tar -C "$1" --no-same-owner -xf -
    "$PYTHON" -m venv "$1/.venv"
    "$1/.venv/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r "$1/requirements.txt"
    "$1/.venv/bin/python" -m compileall -q "$1" -x '/\.venv/' || true
}

point_to() { # at once: there is no moment without a release
    ln -sfn "$1" "$SITE/current.new"
    mv -T "$SITE/current.new" "$SITE/current"
}

answers() {
    curl --silent --fail --max-time 5 --unix-socket "$SOCKETS/web-$1.sock" \
        -H "X-Forwarded-Proto: https" "http://${HOST:-localhost}/livez" >/dev/null
}

restart_node() {
    say "Restarting node $1"
    "$SYSTEMCTL" restart "site-web@$1" || return 1
    local waited=0
    until answers "$1"; do
        waited=$((waited + 1))
        [ "$waited" -lt "$PATIENCE" ] || return 1
        sleep 1
    done
    sleep "$PAUSE"
}

switch_to() { # from $2 to $1, or everything stays on $2
    local node touched=
    point_to "$1"
    for node in $NODES; do
        touched="$touched $node"
        if ! restart_node "$node"; then
            say "Node $node does not answer: back to $2" >&2
            [ -z "$2" ] || { point_to "$2"; for node in $touched; do restart_node "$node" || true; done; }
            return 1
        fi
    done
    # The worker ends the job in hand first, for which nobody has to wait.
    "$SYSTEMCTL" restart --no-block site-worker site-scheduler
}

forget_old() {
    local old
    # The names are times, so the newest come last; the one that runs is never removed.
    for old in $(find "$SITE/releases" -mindepth 1 -maxdepth 1 -type d | sort | head -n "-$KEEP"); do
        [ "$old" = "$(readlink -f "$SITE/current")" ] || rm -rf "$old"
    done
    "$PYTHON" "$SITE/current/deploy/prune_static.py" "$SITE/static" "$SITE/releases" "$DAYS"
}

main() {
    [ $# = 1 ] || { sed -n '2,12p' "$0"; exit 2; }
    exec 9>"$SITE/.release.lock"
    flock -n 9 || { echo "Another release is on its way."; exit 1; }
    local running
    running=$(readlink -f "$SITE/current" 2>/dev/null || true)
    if [ "$1" = --back ]; then
        local before
        before=$(find "$SITE/releases" -mindepth 1 -maxdepth 1 -type d | sort | grep -B1 -Fx "$running" | head -n1)
        [ -n "$before" ] && [ "$before" != "$running" ] || { echo "There is no release before this one."; exit 1; }
        switch_to "$before" "$running"
        manage "$before" purge --all || true
        say "Back on $(basename "$before")"
        return
    fi
    local release
    release="$SITE/releases/$(date -u +%Y%m%d-%H%M%S)"
    mkdir -p "$SITE/releases" "$SITE/static"
    trap '[ "$(readlink -f "$SITE/current" 2>/dev/null)" = "'"$release"'" ] || rm -rf "'"$release"'"' EXIT
    install_release "$release" "$1"
    say "Checking"
    manage "$release" check --deploy --fail-level WARNING
    if [ "$MIGRATE" = yes ]; then
        say "Migrating"
        manage "$release" migrate --noinput
    fi
    say "Collecting static files"
    manage "$release" collectstatic --noinput --verbosity 0
    switch_to "$release" "$running"
    say "Taking back what caches keep of the release before"
    manage "$release" purge --all || say "A cache could not be told: it is told again by the worker" >&2
    forget_old
    say "$(basename "$release") is running"
}

main "$@"
