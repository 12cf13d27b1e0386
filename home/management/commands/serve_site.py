"""What `make run` does once everything is installed: migrate, load the demo, publish on time, work, serve."""

import errno
import logging
import os
import signal
import socket
import sys
import threading

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import BaseCommand, CommandError, call_command
from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.migrations.executor import MigrationExecutor
from wagtail.models import Site

from publication.background.life import worker_alive
from publication.background.worker import make_worker
from publication.time_keeping import SECONDS, keep_time

logger = logging.getLogger(__name__)

HOST = "127.0.0.1"


class Command(BaseCommand):
    """One process for one person: nothing to configure, and nothing left running when it ends."""

    help = "Serve the site with its demo on this machine, publish what is due every minute, work in the background."
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *, port, **options):
        if not settings.DEBUG:
            raise CommandError(
                "This is for trying the site out on one machine; production is served by gunicorn."
            )
        refuse_taken(port)
        # An ordinary end, so that the database is closed, also where a shell has told its background to ignore Ctrl-C.
        for ending in (signal.SIGINT, signal.SIGTERM):
            signal.signal(ending, lambda *_: sys.exit(0))
        if has_migrations_to_run():
            self.stdout.write("Preparing the database ...")
            call_command("migrate", interactive=False, verbosity=0)
            if has_demo():
                # Of an earlier version: what the search knows of its pages may have changed with the code.
                call_command("update_index", verbosity=0)
        call_it_by_its_address(port)
        demo_was_there = has_demo()
        call_command("load_demo")
        self.tell_where(port, demo_was_there)
        threading.Thread(
            target=keep_time, args=(SECONDS, threading.Event()), name="publish_due", daemon=True
        ).start()
        threading.Thread(target=work_in_the_background, name="work", daemon=True).start()
        call_command("runserver", f"{HOST}:{port}", use_reloader=False, skip_checks=True)

    def tell_where(self, port, demo_was_there):
        """Print the two addresses, and where the demo's password is when it has been printed before."""
        self.stdout.write(f"\n  The site:  http://{HOST}:{port}/\n  The admin: http://{HOST}:{port}/admin/")
        if demo_was_there:
            self.stdout.write(
                "  Sign in as contributor, editor or managing. The password is the one printed on the first run,\n"
                "  or DEMO_PASSWORD as it was then; `.venv/bin/python manage.py changepassword managing` sets another."
            )
        self.stdout.write("")


def refuse_taken(port: int) -> None:
    """Raise CommandError when nothing can listen on the port, before time is spent on anything else."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except (OSError, OverflowError) as error:
            if getattr(error, "errno", None) == errno.EADDRINUSE:
                raise CommandError(f"Port {port} is in use. Try another: make run PORT={port + 1}") from error
            raise CommandError(f"Port {port} cannot be used: {error}") from error


def has_migrations_to_run() -> bool:
    """Is the database behind the code? Much quicker to ask than to run `migrate`."""
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def has_demo() -> bool:
    """Have the demo's editors been made in an earlier run?"""
    return get_user_model().objects.filter(username="managing").exists()


def call_it_by_its_address(port: int) -> None:
    """Let what the site writes for elsewhere (canonical addresses, feeds, letters, editions) lead to this server.

    Only a site that still has a name of this machine: one that editors named keeps it.
    """
    here = Site.objects.filter(is_default_site=True, hostname__in=["localhost", HOST])
    for site in here.exclude(hostname=HOST, port=port):
        site.hostname, site.port = HOST, port
        site.save()


def work_in_the_background() -> None:
    """Do what editors leave to the background, for ever. Ended in the middle of a job, the job shows as stopped."""
    while True:
        try:
            name = f"{HOST}-{os.getpid()}"
            with worker_alive(name):
                make_worker(name).run()
        except Exception:
            # An ended thread would leave what is queued for ever.
            logger.exception("The worker failed")
        finally:
            connections[DEFAULT_DB_ALIAS].close()
        threading.Event().wait(SECONDS)
