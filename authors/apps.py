"""People: accounts and their roles, authors and their pages."""

from django.apps import AppConfig
from wagtail.users.apps import WagtailUsersAppConfig


class AuthorsConfig(AppConfig):
    name = "authors"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Authors"
    default = True

    def ready(self):
        from django.contrib.auth.signals import user_logged_in

        from authors.audit import noticing
        from authors.models import AuthorPage
        from authors.near import author_near
        from authors.signing_in.sessions import begin
        from publication.missing import offer_near
        from publication.site_state import watch

        offer_near(author_near)
        noticing.connect()
        # A signal, because every way of signing in sends it: allauth's, and whatever a library brings.
        user_logged_in.connect(begin, dispatch_uid="session-begins")
        watch(AuthorPage._meta.db_table)


class AccountsConfig(WagtailUsersAppConfig):
    """Wagtail's own admin of users, with our forms and rules."""

    user_viewset = "authors.accounts.AccountViewSet"
    group_viewset = "authors.role_views.RoleViewSet"
