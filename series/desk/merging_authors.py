"""Merging one author's profile into another's, in both languages: all that credits the one credits the other.

Names as credited stay as they were frozen in bylines. The merged profile keeps its row with `merged_into`, is taken
down, and its addresses lead to the kept one, which is found by the former names from then on. Where only the merged
author has a profile in a language, that profile is not merged: it becomes the kept author's in that language.
"""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.log_actions import log
from wagtail.models import Page, ReferenceIndex

from authors.models import AuthorAlias, AuthorPage, User
from authors.names import matching_key
from publication.redirects import lead_to_page
from series.desk import consequences
from series.desk.consequences import Consequence
from series.desk.merged_rows import CannotMerge, Naming, move_references
from series.desk.merging_topics import sort_versions
from series.followers.merging import followers_of_author_go_on
from series.models import Byline, InstallmentPage, PlannedPart, SeriesEditor, SeriesPage
from series.purging import purge_what_shows

LOG_ACTION = "authors.merge_author"
CREDITED = Naming(InstallmentPage, Byline, "bylines", "author", together=("role",))
EDITING = Naming(SeriesPage, SeriesEditor, "editors", "author")


@dataclass(frozen=True)
class Pairing:
    """Which profile goes where: `heirs` are pairs of profiles of one language, `adopted` have nobody to go to."""

    heirs: tuple[tuple[AuthorPage, AuthorPage], ...]
    adopted: tuple[AuthorPage, ...]
    kept: tuple[AuthorPage, ...]

    @property
    def by_id(self) -> dict[int, int]:
        """The id of each heir by that of the profile that is merged."""
        return {merged.pk: heir.pk for merged, heir in self.heirs}


def pair(merged: AuthorPage, kept: AuthorPage) -> Pairing:
    """Put the profiles of two authors together by language; raises CannotMerge. One query."""
    profiles = AuthorPage.objects.select_related("locale", "merged_into").order_by("pk")
    return _pair(
        profiles.filter(translation_key__in=[merged.translation_key, kept.translation_key]), merged, kept
    )


def _pair(profiles, merged: AuthorPage, kept: AuthorPage) -> Pairing:
    if merged.translation_key == kept.translation_key:
        raise CannotMerge(_("Both are pages of one author already."))
    own = [
        page for page in profiles if page.translation_key == merged.translation_key and not page.alias_of_id
    ]
    others = [
        page for page in profiles if page.translation_key == kept.translation_key and not page.alias_of_id
    ]
    for page in (*own, *others):
        if page.merged_into_id:
            raise CannotMerge(
                _("“%(name)s” was merged into “%(heir)s” meanwhile. Nothing was changed.")
                % {"name": page.title, "heir": page.merged_into.title}
            )
    by_locale = {page.locale_id: page for page in others}
    pairs = [(page, by_locale.get(page.locale_id)) for page in own]
    for page, heir in pairs:
        if heir is not None and page.live and not heir.live:
            raise CannotMerge(
                _(
                    "“%(name)s” is public and “%(heir)s” is a draft. Publish it first, or merge the other way round."
                )
                % {"name": page.title, "heir": heir.draft_title}
            )
    return Pairing(
        heirs=tuple((page, heir) for page, heir in pairs if heir is not None),
        adopted=tuple(page for page, heir in pairs if heir is None),
        kept=tuple(others),
    )


def foresee_merge(merged: AuthorPage, kept: AuthorPage) -> list[Consequence]:
    """What merging will do, kind by kind; raises CannotMerge. A constant number of queries."""
    pairing = pair(merged, kept)
    # Before: rows are rewritten below, and no signal tells of them. The pages of both show the same afterwards.
    for author in (merged, kept):
        purge_what_shows(author)
    heirs = pairing.by_id
    credited, edited = CREDITED.pages(heirs), EDITING.pages(heirs)
    live = set(Page.objects.filter(pk__in=credited, live=True).values_list("pk", flat=True))
    drafts, scheduled, earlier = sort_versions({**CREDITED.versions(heirs), **EDITING.versions(heirs)})
    links = ReferenceIndex.get_references_to(merged).filter(
        base_content_type__model="page", model_path__contains="."
    )
    found = [
        consequences.to_pages(
            _("Published pieces credit “%(name)s”; the name as credited stays") % {"name": kept.title}, live
        ),
        consequences.to_pages(
            _("Pieces that credit both in the same role; the first of the two credits stays"),
            CREDITED.doubled(heirs),
        ),
        consequences.to_pages(_("Series edited"), edited),
        consequences.to_pages(_("Drafts that change"), (credited - live) | drafts),
        consequences.to_pages(_("Scheduled versions that change"), scheduled),
        Consequence(_("Earlier versions that change, in case one is published again"), earlier),
        consequences.to_planned_parts(_("Planned parts"), PlannedPart.objects.filter(author__in=heirs)),
        consequences.to_names(_("Accounts"), _accounts(pairing)),
        consequences.to_names(_("Names by which the kept author is found from then on"), _names(pairing)),
        consequences.to_names(
            _("Profiles that are taken down; their addresses lead to the kept one"),
            [page.get_admin_display_title() for page, _heir in pairing.heirs],
        ),
        consequences.to_names(
            _("Profiles that stay and become the kept author’s in their language"),
            [
                f"{page.get_admin_display_title()} ({page.locale.get_display_name()})"
                for page in pairing.adopted
            ],
        ),
        consequences.to_pages(
            _("Pages whose text links to the merged profile: the link falls away, set it anew"),
            {
                int(pk)
                for pk in links.exclude(model_path__endswith=".item.author").values_list(
                    "object_id", flat=True
                )
            },
        ),
    ]
    return [each for each in found if each.number]


@transaction.atomic
def merge_authors(merged: AuthorPage, kept: AuthorPage, *, user) -> None:
    """Merge one author into another; raises CannotMerge, and then nothing was changed."""
    keys = [merged.translation_key, kept.translation_key]
    # Held in one order, so that two merges of the same two wait for each other and do not both stand still.
    held = AuthorPage.objects.select_for_update(of=("self",)).filter(translation_key__in=keys).order_by("pk")
    list(held.values_list("pk", flat=True))
    pairing = pair(merged, kept)
    # Before: rows are rewritten below, and no signal tells of them. The pages of both show the same afterwards.
    for author in (merged, kept):
        purge_what_shows(author)
    heirs = pairing.by_id
    if heirs:
        CREDITED.rewrite(heirs)
        EDITING.rewrite(heirs)
    _hand_names_over(pairing)
    followers_of_author_go_on(merged, kept)
    for page, heir in pairing.heirs:
        PlannedPart.objects.filter(author=page).update(author=heir)
        AuthorPage.objects.filter(merged_into=page).update(merged_into=heir)
        for path in ("author", "merged_into"):
            move_references(AuthorPage, page.pk, heir.pk, path)
        _hand_account_over(page, heir)
        lead_to_page(page, heir)
        _take_down(page, heir, user)
    Page.objects.filter(pk__in=[page.pk for page in pairing.adopted]).update(
        translation_key=kept.translation_key
    )
    data = {"merged": merged.title, "merged_id": merged.pk, "kept": kept.title, "kept_id": kept.pk}
    for author in (merged, kept):
        log(instance=author, action=LOG_ACTION, user=user, data=data)


def _take_down(page: AuthorPage, heir: AuthorPage, user) -> None:
    if page.current_workflow_state:
        page.current_workflow_state.cancel(user=user)
    UnpublishPageAction(page, user=user).execute(skip_permission_checks=True)
    page.revisions.filter(approved_go_live_at__isnull=False).update(approved_go_live_at=None)
    AuthorPage.objects.filter(pk=page.pk).update(merged_into=heir)


def _names(pairing: Pairing) -> list[str]:
    """The names that the merged author is known by and the kept one is not. One query."""
    known = {matching_key(name) for page in pairing.kept for name in _own_names(page)}
    profiles = [page for page, _heir in pairing.heirs] + list(pairing.adopted)
    names = [name for page in profiles for name in _own_names(page)]
    names += AuthorAlias.objects.filter(author__in=profiles).order_by("pk").values_list("name", flat=True)
    return list(dict.fromkeys(name for name in names if matching_key(name) not in known))


def _own_names(page: AuthorPage) -> list[str]:
    return [name for name in (page.title, page.draft_title, page.native_name, page.latin_name) if name]


def _hand_names_over(pairing: Pairing) -> None:
    names = _names(pairing)
    AuthorAlias.objects.filter(author__in=[page for page, _heir in pairing.heirs]).delete()
    AuthorAlias.objects.bulk_create(
        [AuthorAlias(author=page, name=name) for page in pairing.kept for name in names],
        ignore_conflicts=True,
    )


def _accounts(pairing: Pairing) -> list[str]:
    """What happens to the accounts, in words."""
    found = []
    holders = dict(
        User.objects.filter(author_page__in=[page for both in pairing.heirs for page in both]).values_list(
            "author_page_id", "username"
        )
    )
    for page, heir in pairing.heirs:
        if page.pk in holders and heir.pk in holders:
            words = _("“%(account)s” has no author page any more: “%(other)s” has the kept one.")
            found.append(words % {"account": holders[page.pk], "other": holders[heir.pk]})
        elif page.pk in holders:
            found.append(
                _("“%(account)s” gets the kept profile as its author page.") % {"account": holders[page.pk]}
            )
    return found


def _hand_account_over(page: AuthorPage, heir: AuthorPage) -> None:
    """The account moves, unless the kept profile has one: a profile belongs to one account."""
    account = User.objects.filter(author_page=page)
    is_taken = User.objects.filter(author_page=heir).exists()
    account.update(author_page=None if is_taken else heir)
    if not is_taken:
        move_references(AuthorPage, page.pk, heir.pk, "author_page")
