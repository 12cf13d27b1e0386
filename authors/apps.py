"""People: accounts and their roles, authors and their pages."""

from django.apps import AppConfig
from wagtail.users.apps import WagtailUsersAppConfig


class AuthorsConfig(AppConfig):
    name = "authors"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Authors"
    default = True

    def ready(self):
        from authors.near import author_near
        from publication.missing import offer_near

        offer_near(author_near)


class AccountsConfig(WagtailUsersAppConfig):
    """Wagtail's own admin of users, with our forms and rules."""

    user_viewset = "authors.accounts.AccountViewSet"
