"""The front of the house: home page, standing pages, navigation, search."""

from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "home"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Home"

    def ready(self):
        from home.api import addresses
        from home.machines import sitemap
        from series import changes

        changes.always(sitemap.addresses)
        changes.always(addresses.of_lists)
        changes.beside(addresses.of_things)
