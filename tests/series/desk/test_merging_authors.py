"""Merging authors: credits, series, plan, accounts, names and addresses, in both languages."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import PageLogEntry, Revision

from authors.choosers import find_authors
from authors.models import AuthorAlias, AuthorPage
from publication.deletion import DeletionRefused
from series.desk.merged_rows import CannotMerge
from series.desk.merging_authors import foresee_merge, merge_authors
from series.manuscripts.writer import find_author
from series.models import Byline, SeriesEditor
from tests.factories import (
    AuthorFactory,
    InstallmentFactory,
    PlannedPartFactory,
    SeriesFactory,
    UserFactory,
    author_index,
    draft_of,
    translated,
)
from tests.roles.world import form_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept():
    return AuthorFactory(
        title="Choe Won-gi",
        slug="choe-won-gi",
        native_name="최원기",
        organisation="Korea National Diplomatic Academy",
    )


@pytest.fixture
def merged():
    return AuthorFactory(title="W. G. Choe", slug="w-g-choe", organisation="IFANS")


@pytest.fixture
def managing():
    return UserFactory(username="managing", role="Managing editors")


def credits_of(page):
    return list(page.bylines.order_by("sort_order").values_list("author__title", "name", "organisation"))


def test_old_bylines_name_the_kept_author_and_print_what_they_printed(merged, kept, managing):
    page = InstallmentFactory(bylines=[merged])
    merge_authors(merged, kept, user=managing)
    assert credits_of(page) == [("Choe Won-gi", "W. G. Choe", "IFANS")]


def test_a_piece_that_credits_both_in_one_role_keeps_the_first_credit(merged, kept, managing):
    page = InstallmentFactory(bylines=[merged, kept])
    Byline.objects.create(
        page=page, author=merged, role=Byline.Role.PHOTOGRAPHER, sort_order=2, locale=page.locale
    )
    page.save_revision()
    merge_authors(merged, kept, user=managing)
    rows = list(page.bylines.order_by("sort_order").values_list("author__title", "role", "name"))
    assert rows == [
        ("Choe Won-gi", "author", "W. G. Choe"),
        ("Choe Won-gi", "photographer", "W. G. Choe"),
    ]
    draft = page.get_latest_revision_as_object()
    assert [(row.author.title, row.role) for row in draft.bylines.all()] == [row[:2] for row in rows]


def test_every_version_is_rewritten_and_none_is_made(merged, kept, managing):
    page = InstallmentFactory(bylines=[merged])
    series = page.series
    SeriesEditor.objects.create(page=series, author=merged)
    versions = [page.save_revision(), draft_of(page, title="Second"), series.save_revision()]
    number = Revision.objects.count()
    merge_authors(merged, kept, user=managing)
    for version in versions:
        version.refresh_from_db()
    assert [version.content["bylines"][0]["author"] for version in versions[:2]] == [kept.pk, kept.pk]
    assert [version.content["bylines"][0]["name"] for version in versions[:2]] == ["W. G. Choe", "W. G. Choe"]
    assert versions[2].content["editors"][0]["author"] == kept.pk
    # The merged profile is taken down and kept as a version first; nobody else has a new one.
    assert Revision.objects.exclude(object_id=str(merged.pk)).count() == number


def test_series_and_planned_parts_name_the_kept_author_once(merged, kept, managing):
    series = SeriesFactory()
    for place, author in enumerate((merged, kept)):
        SeriesEditor.objects.create(page=series, author=author, sort_order=place)
    part = PlannedPartFactory(series=series, author=merged)
    merge_authors(merged, kept, user=managing)
    part.refresh_from_db()
    assert list(series.editors.values_list("author", flat=True)) == [kept.pk]
    assert part.author == kept


def test_the_account_goes_along(merged, kept, managing):
    account = UserFactory(author_page=merged)
    merge_authors(merged, kept, user=managing)
    account.refresh_from_db()
    assert account.author_page == kept


def test_of_two_accounts_the_one_of_the_kept_author_stays(merged, kept, managing):
    loses, stays = UserFactory(username="a", author_page=merged), UserFactory(username="b", author_page=kept)
    told = {each.what: [thing.title for thing in each.things] for each in foresee_merge(merged, kept)}
    assert told["Accounts"] == ["“a” has no author page any more: “b” has the kept one."]
    merge_authors(merged, kept, user=managing)
    loses.refresh_from_db()
    stays.refresh_from_db()
    assert (loses.author_page, stays.author_page) == (None, kept)


def test_the_old_address_leads_to_the_kept_profile_in_one_hop_in_both_languages(
    client, merged, kept, managing
):
    InstallmentFactory(bylines=[merged])
    twins = [translated(author) for author in (merged, kept)]
    merge_authors(merged, kept, user=managing)
    for old, new in ((merged, kept), twins):
        response = client.get(old.url)
        assert (response.status_code, response.headers["Location"]) == (301, new.url)
        assert client.get(new.url).status_code == 200
        old.refresh_from_db()
        assert (old.live, old.merged_into_id) == (False, new.pk)


def test_what_was_merged_before_leads_to_the_last_heir_in_one_hop(client, merged, kept, managing):
    last = AuthorFactory(title="Won-gi Choe", slug="won-gi-choe")
    InstallmentFactory(bylines=[merged])
    for one, other in ((merged, kept), (kept, last)):
        merge_authors(AuthorPage.objects.get(pk=one.pk), other, user=managing)
    assert AuthorPage.objects.get(pk=merged.pk).merged_into == last
    for slug in ("w-g-choe", "choe-won-gi"):
        response = client.get(f"/authors/{slug}/")
        assert (response.status_code, response.headers["Location"]) == (301, "/authors/won-gi-choe/")


def test_a_profile_in_a_language_that_the_kept_author_lacks_becomes_theirs(client, kept, managing):
    korean = AuthorFactory(parent=author_index("ko"), title="최 원기")
    piece = InstallmentFactory(bylines=[kept])
    InstallmentFactory(parent=piece.get_parent(), bylines=[korean])
    told = {each.what: [thing.title for thing in each.things] for each in foresee_merge(korean, kept)}
    assert told["Profiles that stay and become the kept author’s in their language"] == ["최 원기 (Korean)"]
    merge_authors(korean, kept, user=managing)
    korean.refresh_from_db()
    assert (korean.translation_key, korean.live, korean.merged_into) == (kept.translation_key, True, None)
    assert client.get(korean.url).status_code == 200
    assert len(client.get(kept.url).context["pieces"]) == 2


@pytest.mark.parametrize("name", ["W. G. Choe", "W.G. CHOE", "최원기"])
def test_importers_find_the_kept_author_by_every_name(name, merged, kept, managing):
    merge_authors(merged, kept, user=managing)
    merged.refresh_from_db()
    merged.title = "Renamed since"
    AuthorPage.objects.filter(pk=merged.pk).update(title="Renamed since")
    assert find_author(name, kept.locale_id) == kept


def test_every_search_for_authors_knows_the_former_names(client, merged, kept, managing):
    InstallmentFactory(bylines=[merged])
    AuthorPage.objects.filter(pk=merged.pk).update(native_name="최 박사")
    merge_authors(AuthorPage.objects.get(pk=merged.pk), kept, user=managing)
    listed = AuthorPage.objects.filter(merged_into=None)
    for typed in ("W. G.", "최 박사", "choe"):
        assert list(find_authors(listed, typed)) == [kept]
    assert [card.name for card in client.get("/authors/", {"q": "W. G."}).context["people"]] == [
        "Choe Won-gi"
    ]
    client.force_login(managing)
    for address in (reverse("author_chooser:choose_results"), reverse("authors:index_results")):
        answer = client.get(address, {"q": "W. G."}).content.decode()
        assert "Choe Won-gi" in answer
        assert "W. G. Choe" not in answer
    assert list(AuthorAlias.objects.values_list("author__title", "name")) == [
        ("Choe Won-gi", "W. G. Choe"),
        ("Choe Won-gi", "최 박사"),
    ]


def test_publishing_an_old_version_of_the_merged_profile_does_not_undo_the_merge(
    client, merged, kept, managing
):
    InstallmentFactory(bylines=[merged])
    old = merged.save_revision()
    merge_authors(merged, kept, user=managing)
    old.refresh_from_db()
    old.publish()
    merged.refresh_from_db()
    assert merged.merged_into == kept
    response = client.get("/authors/w-g-choe/")
    assert (response.status_code, response.headers["Location"]) == (301, "/authors/choe-won-gi/")


def test_an_old_version_of_a_piece_that_names_the_merged_profile_names_the_kept_one(merged, kept, managing):
    page = InstallmentFactory(bylines=[merged])
    old = page.save_revision()
    content = {**old.content, "bylines": [dict(row) for row in old.content["bylines"]]}
    merge_authors(merged, kept, user=managing)
    # A form that was open during the merge saves what it was shown.
    Revision.objects.filter(pk=old.pk).update(content=content)
    Revision.objects.get(pk=old.pk).publish()
    assert credits_of(page) == [("Choe Won-gi", "W. G. Choe", "IFANS")]


def test_a_merged_profile_is_closed_in_the_admin(client, merged, kept, managing):
    merge_authors(merged, kept, user=managing)
    client.force_login(UserFactory(is_superuser=True))
    assert client.get(reverse("wagtailadmin_pages:edit", args=[merged.pk])).status_code == 302
    heir = reverse("wagtailadmin_pages:edit", args=[kept.pk])
    assert client.get(reverse("series_merge_author", args=[merged.pk])).headers["Location"] == heir


def test_the_kept_author_is_not_deleted_while_anything_leads_to_them(merged, kept, managing):
    page = InstallmentFactory(bylines=[merged])
    merge_authors(merged, kept, user=managing)
    with pytest.raises(DeletionRefused, match=page.title):
        AuthorPage.objects.get(pk=kept.pk).delete()
    page.delete()
    with pytest.raises(DeletionRefused, match=r"W\. G\. Choe"):
        AuthorPage.objects.get(pk=kept.pk).delete()
    AuthorPage.objects.get(pk=merged.pk).delete()
    AuthorPage.objects.get(pk=kept.pk).delete()


def test_a_public_profile_is_not_merged_into_a_draft(merged, managing):
    draft = AuthorFactory(title="Choe", live=False)
    with pytest.raises(CannotMerge, match="is a draft"):
        merge_authors(merged, draft, user=managing)
    merged.refresh_from_db()
    assert merged.live


def test_two_languages_of_one_author_are_no_merge(kept, managing):
    with pytest.raises(CannotMerge):
        merge_authors(translated(kept), kept, user=managing)


def test_who_was_merged_meanwhile_is_refused_and_nothing_changes(merged, kept, managing):
    page = InstallmentFactory(bylines=[kept])
    other = AuthorFactory()
    merge_authors(merged, kept, user=managing)
    for one, into in ((merged, other), (other, merged)):
        with pytest.raises(CannotMerge, match="meanwhile"):
            merge_authors(one, into, user=managing)
    assert credits_of(page)[0][0] == "Choe Won-gi"


def test_both_histories_say_who_merged_whom(merged, kept, managing):
    merge_authors(merged, kept, user=managing)
    entries = PageLogEntry.objects.filter(action="authors.merge_author").order_by("pk")
    assert [(entry.page_id, entry.user, entry.message) for entry in entries] == [
        (merged.pk, managing, "Merged “W. G. Choe” into “Choe Won-gi”"),
        (kept.pk, managing, "Merged “W. G. Choe” into “Choe Won-gi”"),
    ]


@pytest.mark.parametrize("deed", [foresee_merge, lambda a, b: merge_authors(a, b, user=None)])
def test_the_number_of_queries_does_not_grow(deed):
    counts = []
    for number in (1, 2, 6):  # the first fills what the process remembers
        one, other = AuthorFactory(), AuthorFactory()
        series = SeriesFactory()
        for _ in range(number):
            InstallmentFactory(parent=series, bylines=[one, other]).save_revision()
            InstallmentFactory(parent=series, bylines=[one]).save_revision()
        with CaptureQueriesContext(connection) as queries:
            deed(one, other)
        # wagtail-localize tidies up behind every byline that goes, one by one.
        counts.append(sum("wagtail_localize_" not in query["sql"] for query in queries))
    assert counts[1] == counts[2]


class TestInTheAdmin:
    def address(self, author):
        return reverse("series_merge_author", args=[author.pk])

    def test_it_asks_then_tells_then_merges(self, client, merged, kept, managing):
        page = InstallmentFactory(bylines=[merged], title="The public gauge")
        client.force_login(managing)
        assert (
            "Choe Won-gi, Korea National Diplomatic Academy"
            in client.get(self.address(merged)).content.decode()
        )
        told = client.get(self.address(merged), {"into": kept.pk}).content.decode()
        assert "The public gauge" in told
        assert credits_of(page)[0][0] == "W. G. Choe"
        done = client.post(self.address(merged), {"into": kept.pk})
        assert done.headers["Location"] == reverse("wagtailadmin_pages:edit", args=[kept.pk])
        assert credits_of(page)[0][0] == "Choe Won-gi"

    def test_a_refusal_is_told_before_and_after(self, client, merged, managing):
        draft = AuthorFactory(title="A draft", live=False)
        client.force_login(managing)
        for send in (client.get, client.post):
            answer = send(self.address(merged), {"into": draft.pk}, follow=True)
            assert "“A draft” is a draft" in answer.content.decode()

    def test_the_button_is_shown_to_those_who_may(self, client, merged, managing):
        edit = reverse("wagtailadmin_pages:edit", args=[merged.pk])
        for role, shown in ((managing, True), (UserFactory(role="Editors"), False)):
            client.force_login(role)
            assert (self.address(merged) in client.get(edit).content.decode()) is shown


def test_a_new_affiliation_leaves_old_bylines_alone_and_is_taken_by_new_ones(client, kept, managing):
    old = InstallmentFactory(bylines=[kept])
    kept.organisation = "Seoul National University"
    kept.save_revision(user=managing).publish()
    new = InstallmentFactory(bylines=[AuthorPage.objects.get(pk=kept.pk)])
    draft_of(old, title="Edited since").publish()
    assert credits_of(old)[0][2] == "Korea National Diplomatic Academy"
    assert credits_of(new)[0][2] == "Seoul National University"


def test_a_contributor_changes_the_own_page_as_a_draft_that_readers_do_not_see(client, kept):
    InstallmentFactory(bylines=[kept])
    client.force_login(UserFactory(role="Contributors", author_page=kept))
    address = reverse("wagtailadmin_pages:edit", args=[kept.pk])
    client.post(address, form_of(kept, kept.get_parent(), position="Poet laureate"))
    client.logout()
    assert "Poet laureate" not in client.get(kept.url).content.decode()
    kept.refresh_from_db()
    assert kept.get_latest_revision_as_object().position == "Poet laureate"
