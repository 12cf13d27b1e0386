"""What all our page types have in common: their place in the tree, their slug, and who may see them."""

from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Revision

from publication.deletion import refuse_if_named
from publication.forms import EditorialPageForm
from publication.gone import addresses_of, keep
from publication.indexing import begin_telling, indexed_once
from publication.navigation import page_frame
from publication.slugs import compose, refuse_reserved, slug_for
from publication.times import said
from publication.visibility import MAX_DEPTH, VisibleManager, restrictions_above

SET_BY_WAGTAIL = ("content_type", "locale", "latest_revision", "live_revision")


class EditorialPage(Page):
    """Base of every page type. Abstract; keeps slugs composed and unreserved, and aliases one step from a source."""

    objects = VisibleManager()
    base_form_class = EditorialPageForm
    search_auto_update = False  # `save` does it, once

    # Set by publication/serving.py on the page it serves: the view restrictions on it and above it, and their ids,
    # which a reader of the page has passed.
    restrictions_above = None
    admitted: tuple[int, ...] = ()

    # By relation, what tells that a row which a form sends as new is one that the page has already.
    same_row: dict[str, Callable] = {}

    class Meta:
        abstract = True

    def clean_fields(self, exclude=None):
        """Validate what people and programs write; what Wagtail sets itself is held by the database alone.

        Each of these is a question whether a row is there that was read a moment ago, three times for a publication.
        """
        super().clean_fields({*(exclude or ()), *SET_BY_WAGTAIL})

    @property
    def is_below_root(self) -> bool:
        """Does the page stand directly under a site's home page, where the site's own addresses are?"""
        parent = self.get_parent()
        return parent is not None and parent.depth == 2

    def _set_core_field_defaults(self):
        """Wagtail's defaults, but the slug by our rule, in drafts too.

        Wagtail's own leaves titles like "???" without a slug, which importers die on, and overruns 255
        characters. https://github.com/wagtail/wagtail/issues/7255
        """
        parent_is_known = bool(self.path or getattr(self, "_cached_parent_obj", None))
        if self.slug:
            self.slug = compose(self.slug)
        elif self.title and parent_is_known:
            self.slug = self._slug_from_title()
        super()._set_core_field_defaults()

    def _slug_from_title(self) -> str:
        siblings = self.get_parent().get_children().not_page(self)
        fallback = slug_for(str(self._meta.verbose_name), fallback="page")
        taken = frozenset(siblings.values_list("slug", flat=True))
        return slug_for(self.title, fallback=fallback, taken=taken, at_root=self.is_below_root)

    def _check_slug_is_unique(self):
        """Called for drafts as for live pages, which `clean()` is not: refuse the site's own words as well."""
        refuse_reserved(self.slug, self.is_below_root)
        super()._check_slug_is_unique()

    def get_context(self, request, *args, **kwargs):
        return super().get_context(request, *args, **kwargs) | {"frame": page_frame(request, self)}

    @property
    def status_string(self):
        """Wagtail's word for the page's state in lists, and the times at which it will change."""
        words = [str(super().status_string)]
        if self.approved_schedule and self.scheduled_revision:
            words.append(said(self.scheduled_revision.approved_go_live_at))
        if self.live and self.expire_at:
            words.append(_("until %(time)s") % {"time": said(self.expire_at)})
        return ", ".join(words)

    def get_view_restrictions(self):
        if self.restrictions_above is not None:
            return self.restrictions_above
        return restrictions_above(self)

    def save(self, *args, **kwargs):
        if self._state.adding:
            if self.depth and self.depth > MAX_DEPTH:
                raise ValidationError(_("Pages cannot stand this deep in the tree."))
            if self.alias_of_id:
                # visibility.py looks one step from an alias to its source.
                self.alias_of_id = self.alias_of.alias_of_id or self.alias_of_id
        with indexed_once(self, kwargs.get("update_fields")):
            return super().save(*args, **kwargs)

    def get_indexed_instance(self):
        page = super().get_indexed_instance()
        if page is not None:
            begin_telling(page)
        return page

    def save_revision(self, *args, **kwargs):
        """Save a draft; of a page that code made live, keep what is live as a version first.

        Wagtail takes a live page without one for a page that was never live: scheduling a new version would take it
        down at once. And the first text could not be looked up again.
        """
        if self.live and self.live_revision_id is None and not self.alias_of_id:
            self._keep_live_version()
        return super().save_revision(*args, **kwargs)

    @transaction.atomic
    def _keep_live_version(self):
        row = type(self)._base_manager.get(pk=self.pk)
        self.live_revision = Revision.objects.create(
            content_object=row,
            base_content_type=row.get_base_content_type(),
            created_at=row.last_published_at or row.first_published_at,
            content=row.serializable_data(),
            object_str=str(row),
        )
        type(self)._base_manager.filter(pk=self.pk).update(live_revision=self.live_revision)

    def publish(self, *args, **kwargs):
        """Publish a revision, or change nothing at all.

        Wagtail forgets the schedules of other versions before it validates the one it publishes, so that a version
        that is refused would take the schedule with it. https://github.com/wagtail/wagtail/pull/13879
        """
        with transaction.atomic():
            return super().publish(*args, **kwargs)

    def update_aliases(self, **kwargs):
        """Let aliases follow what is public; Wagtail publishes them even when their source is only scheduled."""
        if self.live:
            super().update_aliases(**kwargs)

    def delete(self, *args, **kwargs):
        """Delete the page and all below it; raise DeletionRefused when one of them is named somewhere."""
        refuse_if_named(self)
        # The addresses are known by the pages, and are gone only once these are.
        with transaction.atomic():
            gone = addresses_of(self)
            deleted = super().delete(*args, **kwargs)
            keep(gone)
        return deleted
