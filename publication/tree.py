"""What all our page types have in common: their place in the tree, their slug, and who may see them."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from publication.navigation import page_frame
from publication.slugs import compose, refuse_reserved, slug_for
from publication.visibility import MAX_DEPTH, VisibleManager, restrictions_above


class EditorialPage(Page):
    """Base of every page type. Abstract; keeps slugs composed and unreserved, and aliases one step from a source."""

    objects = VisibleManager()

    # Set by publication/serving.py on the page it serves: the view restrictions on it and above it, and their ids,
    # which a reader of the page has passed.
    restrictions_above = None
    admitted: tuple[int, ...] = ()

    class Meta:
        abstract = True

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
        return super().save(*args, **kwargs)
