"""The front of the house: home page, standing pages, navigation, search."""

from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "home"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Home"

    def ready(self):
        from home.api import addresses
        from home.health.starting import say_at_start
        from home.machines import sitemap
        from publication.background.chores import see_to
        from series import changes

        # The web application says it in config/wsgi.py, a worker with its first sign of life.
        see_to(say_at_start)
        changes.always(sitemap.addresses)
        changes.always(addresses.of_lists)
        changes.beside(addresses.of_things)
