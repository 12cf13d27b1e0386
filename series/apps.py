"""Series of commentary: installments, their order, their topics."""

import re

from django.apps import AppConfig
from django.utils.translation import gettext_lazy


class SeriesConfig(AppConfig):
    name = "series"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Series"

    def ready(self):
        from django.db.models.signals import post_delete
        from wagtail.models import Page
        from wagtail.permissions import register_permission_policy
        from wagtail.signals import init_new_page, page_unpublished, post_page_move

        from publication.background.chores import see_to
        from publication.caching.journal import catch_up
        from publication.gone import goes_as, stands_below
        from publication.missing import offer_near
        from publication.models import Job, Masthead
        from publication.navigation import lead_to_while
        from publication.redirects import ask_before_leading_to, take_along
        from publication.schedule import every_minute
        from publication.site_state import watch
        from series import purging
        from series.citation.files import FILES
        from series.editions.archive.job import forget_file
        from series.editions.shelf import noticing, working_off
        from series.feeds.addresses import ANY_FEED
        from series.followers.mailing import figures
        from series.followers.mailing.running import send_in_background
        from series.guards import keep_what_is_named
        from series.indexed import keep_index_fresh
        from series.models import (
            Byline,
            Correction,
            Edition,
            InstallmentPage,
            InstallmentTopic,
            PlannedPart,
            SeriesPage,
            Topic,
        )
        from series.permissions import EditorialPagePolicy
        from series.reading.corrections import there_is_a_correction
        from series.reading.topic_near import topic_near
        from series.reading.topics import is_public_address
        from series.republication import COPIES
        from series.running_order import place_moved
        from series.share_cards.keeping import forget_when_committed
        from series.translating import localize

        def place_in_new_series(instance, parent_page_before, parent_page_after, **kwargs):
            if parent_page_before.pk != parent_page_after.pk:
                place_moved(instance.specific)

        # A signal, because the admin's move goes around Page.move().
        post_page_move.connect(
            place_in_new_series, sender=InstallmentPage, weak=False, dispatch_uid="series-place-moved-part"
        )

        def take_house_licence(page, **kwargs):
            if isinstance(page, SeriesPage):
                page.licence = (
                    Masthead.objects.values_list("default_licence", flat=True).first() or page.licence
                )

        # A signal, because it is the one moment that a form in the admin is about to be shown for a new page.
        init_new_page.connect(take_house_licence, weak=False, dispatch_uid="series-house-licence")
        # Signals, because pages below one that is taken down or deleted go without a method of theirs being called.
        for model in (InstallmentPage, SeriesPage):
            for signal in (page_unpublished, post_delete):
                signal.connect(
                    forget_when_committed,
                    sender=model,
                    weak=False,
                    dispatch_uid=f"share-card-{model.__name__}-{id(signal)}",
                )
        every_minute(send_in_background)
        figures.register()
        # A signal, because jobs of all kinds are thrown away together, by those who know nothing of their files.
        post_delete.connect(forget_file, sender=Job, dispatch_uid="archive-goes-with-its-job")
        register_permission_policy(Page, EditorialPagePolicy())
        ask_before_leading_to(is_public_address)
        for pattern in (
            ANY_FEED,
            *map(re.escape, (*FILES, *COPIES)),
            "versions/",
            "all/",
            "forthcoming/[0-9]+/",
        ):
            stands_below(pattern)
        for form in Edition.Form.values:
            goes_as(f".{form}")
            take_along(form)
        noticing.connect()
        purging.connect()
        every_minute(catch_up)
        see_to(catch_up)
        see_to(working_off.queue_when_due)
        offer_near(topic_near)
        localize.install()
        keep_what_is_named()
        keep_index_fresh()
        watch(
            InstallmentPage._meta.db_table,
            "series_id",
            "part_number",
            "reading_minutes",
            "is_withdrawn",
            "canonical",
            "subtitle",
            "standfirst",
            "first_published_address",
        )
        announced = PlannedPart, PlannedPart.topics.through
        for model in (SeriesPage, Byline, Correction, InstallmentTopic, Topic, *announced):
            watch(model._meta.db_table)
        lead_to_while("corrections", gettext_lazy("Corrections"), there_is_a_correction)
