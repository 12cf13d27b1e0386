"""The page of an installment: who made it, what belongs to it, what is never shown."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction
from wagtail_footnotes.models import Footnote

from series.models import Byline, Correction
from tests.factories import (
    AuthorFactory,
    ImageFactory,
    InstallmentFactory,
    PlannedPartFactory,
    SeriesFactory,
    TopicFactory,
    locale,
)
from tests.series.reading.pages import contents_of, link_to, page_of, text_of

pytestmark = pytest.mark.django_db


class TestPeople:
    """Who is named, in which order and language."""

    def test_the_names_stand_in_the_editors_order(self, client):
        zora, abel = AuthorFactory(title="Zora Whitlock"), AuthorFactory(title="Abel Anand")
        seoyun = AuthorFactory(title="김서윤", family_name="김", given_name="서윤")
        page = InstallmentFactory(bylines=[abel, zora, seoyun])
        html = page_of(client, page)
        assert "Abel Anand, Zora Whitlock and 김서윤" in text_of(html).replace(" ,", ",")
        assert '<span lang="ko">김서윤</span>' in html

    def test_a_name_stays_on_one_line_unless_it_is_a_long_one(self, client):
        won_gi = AuthorFactory(title="Choe Won-gi")
        centre = AuthorFactory(title="Korea Centre for the Study of Rivers")
        alone = page_of(client, InstallmentFactory(bylines=[won_gi]))
        assert 'rel="author" class="held">Choe Won-gi</a>' in alone
        both = page_of(client, InstallmentFactory(bylines=[won_gi, centre]))
        assert ' class="held">Choe Won-gi</a>' in both
        assert f'<a href="{centre.url}">Korea Centre' in both

    def test_a_swap_in_a_draft_shows_only_when_it_is_published(self, client):
        zora, abel = AuthorFactory(title="Zora Whitlock"), AuthorFactory(title="Abel Anand")
        page = InstallmentFactory(bylines=[zora, abel])
        draft = page.get_latest_revision_as_object()
        first, second = draft.bylines.all()
        first.sort_order, second.sort_order = 1, 0
        draft.bylines = [second, first]
        revision = draft.save_revision()
        assert "Zora Whitlock and Abel Anand" in text_of(page_of(client, page))
        revision.publish()
        assert "Abel Anand and Zora Whitlock" in text_of(page_of(client, page))

    def test_other_roles_are_said_in_words(self, client):
        page = InstallmentFactory(bylines=[AuthorFactory(title="Series Editors")])
        Byline.objects.filter(page=page).update(role=Byline.Role.SUMMARY_BY)
        assert "Summary by Series Editors" in text_of(page_of(client, page))

    def test_a_profile_that_is_not_public_is_named_without_a_link(self, client):
        author = AuthorFactory(title="Zora Whitlock", live=False)
        html = page_of(client, InstallmentFactory(bylines=[author]))
        assert "Zora Whitlock" in html
        assert author.slug not in html

    def test_a_native_name_is_marked_as_korean(self, client):
        author = AuthorFactory(title="Choe Won-gi", family_name="Choe", native_name="최원기")
        html = page_of(client, InstallmentFactory(bylines=[author]))
        assert '<span class="native-name" lang="ko">최원기</span>' in html
        assert 'fill="currentColor">최</text>' in html

    def test_a_piece_without_a_byline_has_none(self, client):
        html = page_of(client, InstallmentFactory())
        assert 'class="byline"' not in html
        assert "author-note" not in html


class TestNeverShown:
    """What is not public stays away from a public page."""

    def test_related_pieces_are_public_ones_of_other_series(self, client):
        topic, author = TopicFactory(), AuthorFactory()
        page = InstallmentFactory(topics=[topic])
        InstallmentFactory(title="Same topic", topics=[topic])
        InstallmentFactory(title="A draft", topics=[topic], live=False)
        InstallmentFactory(title="Same series", topics=[topic], parent=page.get_parent())
        InstallmentFactory(title="Another author", bylines=[author])
        related = page_of(client, page).split('id="related-h"')[1]
        assert "Same topic" in related
        assert not [title for title in ("A draft", "Same series", "Another author") if title in related]

    def test_a_part_of_its_series_that_the_page_does_not_lead_to_is_related_first(self, client):
        series, topic = SeriesFactory(), TopicFactory()
        parts = [InstallmentFactory(parent=series, title=f"Gauge {n}", topics=[topic]) for n in range(1, 5)]
        InstallmentFactory(parent=series, title="Gauge in draft", topics=[topic], live=False)
        InstallmentFactory(title="Same topic", topics=[topic])
        related = {
            part.title: re.findall(
                r"Gauge [\w ]+|Same topic", page_of(client, part).split('id="related-h"')[1]
            )
            for part in parts
        }
        assert related == {
            "Gauge 1": ["Gauge 3", "Same topic"],
            "Gauge 2": ["Gauge 4", "Same topic"],
            "Gauge 3": ["Gauge 1", "Same topic"],
            "Gauge 4": ["Gauge 2", "Same topic"],
        }

    def test_a_related_piece_in_the_text_waits_for_its_piece(self, client):
        hidden = InstallmentFactory(title="SECRET", live=False)
        body = [("paragraph", "<p>Text.</p>"), ("related_piece", {"page": hidden, "reason": "SECRET reason"})]
        page = InstallmentFactory(body=body)
        assert "SECRET" not in page_of(client, page)
        hidden.save_revision().publish()
        assert "SECRET reason" in page_of(client, page)

    def test_a_slot_without_an_image_is_not_shown(self, client):
        body = [
            ("paragraph", "<p>Text.</p>"),
            ("image", {"image": None, "caption": "The caption of a missing picture"}),
        ]
        html = page_of(client, InstallmentFactory(body=body))
        assert "missing picture" not in html
        assert "<figure" not in html

    def test_those_admitted_to_a_private_series_see_its_parts(self, client):
        series = SeriesFactory()
        pages = [InstallmentFactory(parent=series, title=f"Gauge {n}") for n in range(2)]
        restriction = PageViewRestriction.objects.create(
            page=series, restriction_type="password", password="river"
        )
        assert "Gauge 1" not in client.get(pages[0].url).content.decode()
        session = client.session
        session[PageViewRestriction.passed_view_restrictions_session_key] = [restriction.pk]
        session.save()
        assert contents_of(page_of(client, pages[0])) == ["Gauge 0", "Gauge 1"]


class TestAround:
    """Dates, first publication, corrections, languages, canonical address."""

    def test_the_day_of_an_update_is_told_when_it_is_another(self, client):
        first = datetime(2026, 2, 16, 9, tzinfo=UTC)
        same = InstallmentFactory(first_published_at=first, last_published_at=first + timedelta(hours=1))
        later = InstallmentFactory(first_published_at=first, last_published_at=first + timedelta(days=2))
        assert "Updated" not in page_of(client, same)
        assert "18 February 2026" in page_of(client, later)

    def test_dates_are_those_of_the_editorial_zone(self, client):
        page = InstallmentFactory(first_published_at=datetime(2026, 2, 16, 23, tzinfo=UTC))
        assert '<time datetime="2026-02-17">17 February 2026</time>' in page_of(client, page)

    def test_the_first_publication_is_named_and_canonical_when_chosen(self, client):
        page = InstallmentFactory(
            first_published_outlet="The Harbour Times",
            first_published_address="https://harbour.example/gauge",
            first_published_on=date(2026, 2, 1),
            canonical="there",
        )
        html = page_of(client, page)
        assert 'First published in <a href="https://harbour.example/gauge">The Harbour Times</a>' in html
        assert "1 February 2026" in html
        assert link_to(html, "canonical") == "https://harbour.example/gauge"
        page.canonical = "here"
        page.save()
        assert link_to(page_of(client, page), "canonical") == f"http://localhost{page.url}"

    def test_a_correction_stands_under_the_text(self, client):
        page = InstallmentFactory()
        Correction.objects.create(
            page=page, date=date(2026, 2, 18), text="<p>It was the 27th.</p>", locale=page.locale
        )
        assert "Correction, 18 February 2026. It was the 27th." in text_of(page_of(client, page)).replace(
            " .", "."
        )

    def test_a_real_translation_is_offered_and_a_draft_of_one_is_not(self, client):
        page = InstallmentFactory()
        korean = page.get_parent().copy_for_translation(locale("ko"), copy_parents=True)
        korean.save_revision().publish()
        twin = page.copy_for_translation(locale("ko"))
        assert "한국어로 읽기" not in page_of(client, page)
        twin.save_revision().publish()
        html = page_of(client, page)
        assert f'<a href="{twin.url}" lang="ko" hreflang="ko">한국어로 읽기</a>' in html
        assert f'<link rel="alternate" hreflang="ko" href="http://localhost{twin.url}">' in html
        assert "Read in English" in page_of(client, twin)

    def test_a_page_without_a_translation_leads_to_the_other_languages_front_page(self, client):
        html = page_of(client, InstallmentFactory())
        assert '<a href="/ko/" lang="ko" hreflang="ko">한국어</a>' in html
        assert 'rel="alternate" hreflang' not in html


class TestFootnotes:
    """Notes under the text."""

    UUID = "3b8cdb5b-9a2b-4a5e-8f8a-0c5a2d8d6f5e"

    def test_marks_lead_to_notes_and_back(self, client):
        body = [("paragraph", f'<p>A claim.<footnote id="{self.UUID}">3b8c</footnote></p>')]
        page = InstallmentFactory(body=body)
        Footnote.objects.create(
            page=page.page_ptr,
            uuid=self.UUID,
            text="<p>Its <b>source</b>.<script>alert(1)</script></p>",
            locale=page.locale,
        )
        Footnote.objects.create(
            page=page.page_ptr,
            uuid=self.UUID.replace("3b8c", "4b8c"),
            text="<p>Never cited.</p>",
            locale=page.locale,
        )
        html = page_of(client, page)
        assert '<sup><a href="#fn1" id="ref1" aria-label="Footnote 1">1</a></sup>' in html
        assert (
            '<li id="fn1">Its <b>source</b>. <a class="back-link" href="#ref1" aria-label="Back to reference 1">'
            in html
        )
        assert "Never cited" not in html
        assert "<footnote" not in html


class TestPictures:
    """The lead image and images in the text."""

    def test_the_lead_image_is_loaded_first_and_has_its_size(self, client):
        html = page_of(client, InstallmentFactory(image=ImageFactory(), image_alt="A wall of sandbags"))
        image = re.search(r"<img[^>]*>", html.split("figure--lead")[1])[0]
        assert 'alt="A wall of sandbags"' in image
        assert 'fetchpriority="high"' in image
        assert re.search(r'width="1280" height="800"', image)
        assert "Photo: L. Marsh" in html

    def test_images_in_the_text_load_when_they_are_near(self, client):
        image = ImageFactory()
        body = [
            ("image", {"image": image, "caption": "One. Two."}),
            ("image", {"image": image, "decorative": True}),
        ]
        html = page_of(client, InstallmentFactory(body=body))
        first, second = re.findall(r"<img[^>]*>", html)
        assert 'fetchpriority="high"' in first
        assert 'loading="lazy"' in second
        assert 'alt=""' in second
        assert "<b>One.</b> Two." in html

    def test_a_picture_whose_file_is_gone_is_said_in_words(self, client):
        image = ImageFactory(description="A levee beside a river.")
        image.file.storage.delete(image.file.name)
        html = page_of(client, InstallmentFactory(image=image))
        assert '<p class="figure__missing">A levee beside a river.</p>' in html


def test_queries_do_not_grow_with_the_number_of_parts(client):
    """Twelve at most, with 3 parts and with 60."""
    author, topics = AuthorFactory(), [TopicFactory(), TopicFactory()]
    other = InstallmentFactory(topics=topics, bylines=[author])
    body = [
        ("paragraph", f'<p>See <a linktype="page" id="{other.pk}">this</a>.</p>'),
        ("image", {"image": ImageFactory()}),
        ("related_piece", {"page": other}),
    ]
    series = SeriesFactory()
    PlannedPartFactory(series=series, part_number=99)
    page = InstallmentFactory(
        parent=series, body=body, bylines=[author, AuthorFactory()], topics=topics, image=ImageFactory()
    )
    Correction.objects.create(page=page, date=date(2026, 2, 18), text="<p>Right.</p>", locale=page.locale)
    counts = []
    for more in (2, 57):
        for _ in range(more):
            InstallmentFactory(parent=series)
        page_of(client, page)
        with CaptureQueriesContext(connection) as queries:
            page_of(client, page)
        counts.append(len(queries))
    assert counts == [12, 12]


def test_a_piece_without_a_standfirst_leaves_no_gap_for_one(client):
    page = InstallmentFactory(standfirst="")
    assert 'class="standfirst"' not in client.get(page.url).content.decode()
