"""The form of the front page in the admin: what the editor is told, previews, and several editors at once."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data, streamfield

from authors.roles import MANAGING_EDITORS
from home.models import HomePage, StandingPage
from home.sections.arrangement import KINDS
from home.sections.blocks import FrontPageSections
from home.sections.samples import sample_of
from tests import factories
from tests.series.desk.edit_form import edit_address, opened, publish

pytestmark = pytest.mark.django_db


def editor(name="ana"):
    client = Client()
    client.force_login(
        factories.UserFactory(username=name, first_name=name, last_name="", role=MANAGING_EDITORS)
    )
    return client


def leads(*pieces) -> dict[str, str]:
    """The part of the form that scripts draw: a lead for each piece."""
    return nested_form_data(
        {"sections": streamfield([("lead", {"title": "", "chosen": str(piece.pk)}) for piece in pieces])}
    )


def test_a_draft_that_was_chosen_is_kept_and_its_editor_is_told(client):
    draft, front = factories.InstallmentFactory(title="Tomorrow's piece", live=False), factories.home()
    ana = editor()
    said = publish(ana, front, opened(ana, front) | leads(draft))
    assert said.status_code == 302
    told = "“Tomorrow&#x27;s piece” (it is a draft)"
    assert told in ana.get(said.url).content.decode()
    form = ana.get(edit_address(front)).content.decode()
    assert "Readers do not see these choices now." in form
    assert "<li>Lead: <b>Tomorrow&#x27;s piece</b> (it is a draft)</li>" in form
    assert [block.value["chosen"].pk for block in HomePage.objects.get(pk=front.pk).sections] == [draft.pk]
    assert "Tomorrow" not in client.get("/").content.decode()
    draft.save_revision().publish()
    assert "Tomorrow" in client.get("/").content.decode()
    assert "Readers do not see" not in ana.get(edit_address(front)).content.decode()


def test_the_preview_shows_the_sections_as_they_are_typed():
    one, front = factories.InstallmentFactory(title="The gauge"), factories.home()
    factories.InstallmentFactory(title="Another")
    ana = editor()
    address = reverse("wagtailadmin_pages:preview_on_edit", args=[front.pk])
    assert ana.post(address, opened(ana, front) | leads(one)).json()["is_valid"]
    page = ana.get(address).content.decode()
    assert "The editors’ choice" in page
    assert ">The gauge<" in page
    assert "Another" not in page


@pytest.mark.parametrize("kind", KINDS)
def test_a_section_previews_as_the_reader_will_see_it(kind):
    block = HomePage._meta.get_field("sections").stream_block.child_blocks[kind]
    answer = editor().get(reverse("wagtailadmin_block_preview"), {"id": block.definition_prefix})
    assert answer.status_code == 200
    assert f'id="{sample_of(kind).id}"' in answer.content.decode()
    assert block.get_description()


def test_every_section_has_a_block_of_its_kind():
    assert set(FrontPageSections().child_blocks) == set(KINDS)


@pytest.mark.parametrize("model", [HomePage, StandingPage])
def test_who_would_replace_a_newer_version_of_the_page_is_told_whose_it_is(model):
    page = factories.home() if model is HomePage else factories.StandingPageFactory(title="About")
    page.save_revision().publish()
    ana, ben = editor("Ana"), editor("Ben")
    in_ana = opened(ana, page) | {"sections-count": "0"}
    in_ben = opened(ben, page) | {"sections-count": "0"}
    assert publish(ben, page, in_ben | {"title": "By Ben"}).status_code == 302
    told = publish(ana, page, in_ana | {"title": "By Ana"})
    assert "Ben saved a newer version on " in told.content.decode()
    assert model.objects.get(pk=page.pk).title == "By Ben"
