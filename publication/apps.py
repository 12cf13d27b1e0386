"""The publication: masthead, images, what the public may see, addresses that last."""

from django.apps import AppConfig
from django.conf import settings
from django.db.backends.signals import connection_created
from django.db.models.signals import post_delete, post_migrate, post_save, pre_save


class PublicationConfig(AppConfig):
    name = "publication"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Publication"

    def ready(self):
        from wagtail.models import Locale, Site, UploadedFile

        from publication import figures, frame, queries, redirect_signals
        from publication.documents import storing
        from publication.images.storing import take_in_waiting_upload
        from publication.indexing import forget_deleted
        from publication.models import Masthead
        from publication.policies.marks import mark_choosers
        from publication.replicas import checks as replica_checks  # noqa: F401 (registers itself)
        from publication.schedule import every_minute
        from publication.site_state import forget_old_changes
        from publication.spreadsheets import write_plain_cells_only
        from publication.tree import EditorialPage
        from publication.wagtail_tables import prepare

        # No method to override: sites and locales are Wagtail's own models.
        for model in (Site, Locale, Masthead):
            for signal in (post_save, post_delete):
                signal.connect(
                    frame.forget, sender=model, dispatch_uid=f"frame-{model.__name__}-{id(signal)}"
                )
        # Nor here: the multiple uploader keeps a file whose form is still wrong in a model of Wagtail's own.
        for name, take_in in (
            ("picture", take_in_waiting_upload),
            ("document", storing.take_in_waiting_upload),
        ):
            pre_save.connect(take_in, sender=UploadedFile, dispatch_uid=f"take-in-waiting-{name}")
        connection_created.connect(queries.watch, dispatch_uid="watch-queries")
        figures.register()
        redirect_signals.connect()
        if settings.REPLICAS:
            from publication.replicas.choosing import forget_place

            connection_created.connect(forget_place, dispatch_uid="forget-how-far-replicas-were")
        # A signal, because tables that Django makes anew on SQLite lose what stood on them.
        post_migrate.connect(prepare, sender=self, dispatch_uid="prepare-wagtail-tables")
        every_minute(forget_old_changes)
        forget_deleted(EditorialPage)
        write_plain_cells_only()
        mark_choosers()
