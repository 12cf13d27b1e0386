"""Series of commentary: installments, their order, their topics."""

from django.apps import AppConfig


class SeriesConfig(AppConfig):
    name = "series"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Series"
