"""Loads the demo and its accounts for the stack, and calls the site by its name: `python -m tests.stack.demo HOST`."""

import sys

import django


def main(host: str) -> None:
    django.setup()
    from django.core.management import call_command
    from wagtail.models import Site

    from series.models import ChangedThing

    call_command("load_demo", verbosity=0)
    call_command("make_copies", verbosity=0)
    # Or every stack would begin with a minute of making books.
    ChangedThing.objects.all().delete()
    Site.objects.filter(is_default_site=True).update(hostname=host, port=443)


if __name__ == "__main__":
    main(*sys.argv[1:])
