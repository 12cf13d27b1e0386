"""What an entry says of its piece: the whole text, people, place, pictures, ids that stay."""

from datetime import UTC, date, datetime

import pytest
from wagtail.models import Site
from wagtail_footnotes.models import Footnote

from publication import frame
from publication.models import LibraryDocument, Masthead
from series.feeds.body import PRINTERS
from series.models import Byline, Correction, ImportedPost, InstallmentPage
from series.reading.block_readers import READERS
from series.reading.body import template_of
from tests import factories
from tests.series.feeds.reading import FORMS, get, items, items_of
from tests.series.feeds.rules import ATOM, MEDIA, parsed

pytestmark = pytest.mark.django_db

NUMBERS = "Year,Seoul\n2020,1\n2021,2"
NOTE = "9e0c3e42-3f6b-4c0e-9a53-0f5d8a6c1b7d"


@pytest.fixture
def rivers():
    return factories.SeriesFactory(
        title="Rivers & Rates", slug="rivers", planned_parts=6, licence="cc-by-4.0", standfirst="Who pays?"
    )


@pytest.fixture
def whole(rivers):
    """A piece with every block there is."""
    image, document = (
        factories.ImageFactory(),
        LibraryDocument.objects.create(title="Annex", file="annex.pdf"),
    )
    related = factories.InstallmentFactory(title="Elsewhere")
    table = {
        "caption": "Rates",
        "source": "Ministry",
        "row_headings": True,
        "table": {
            "columns": [{"type": "text", "heading": "Year"}, {"type": "number", "heading": "Rate"}],
            "rows": [{"values": ["<p>2020 &amp; on</p>", "4"]}],
        },
    }
    page = factories.InstallmentFactory(
        parent=rivers,
        slug="gauge",
        title="The gauge",
        image=factories.ImageFactory(credit="Photo: A. Lead"),
        image_caption="A lead caption",
        editors_note="<p>The first of six.</p>",
        disclosure="She owns a dam.",
        first_published_outlet="The Daily",
        first_published_address="https://daily.example/1",
        first_published_on=date(2021, 2, 16),
        bylines=[factories.AuthorFactory(title="Zora Whitlock", slug="zora")],
        topics=[factories.TopicFactory(name="Water", slug="water")],
        body=[
            ("paragraph", f'<p>Text<footnote id="{NOTE}">[x]</footnote> &amp; <a href="/about/">more</a>.</p>'),
            ("heading", {"text": "A heading", "level": "3"}),
            ("numbered_list", {"start": 4, "text": "<ol><li>Fourth</li></ol>"}),
            ("quotation", {"text": "<p>Quoted.</p>", "source": "A book", "address": "https://b.example/"}),
            ("pull_quote", {"text": "Pulled.", "attribution": "Zora"}),
            ("question_answer", {"question": "Why?", "answer": "<p>Because.</p>"}),
            ("image", {"image": image, "alternative_text": "A levee", "caption": "Seen at noon.", "credit": "Photo: Me"}),
            ("chart", {"title": "Water", "unit": "m", "summary": "It rose.", "kind": "lines", "data": NUMBERS}),
            ("key_takeaways", {"items": ["Take this"]}),
            ("editors_note", {"text": "<p>An inner note.</p>"}),
            ("related_piece", {"page": related, "reason": "Same river"}),
            ("document", {"document": document, "label": "The annex"}),
            ("elsewhere", {"address": "https://c.example/", "title": "A site", "description": "Of note"}),
        ],
    )  # fmt: skip
    raw = [*page.body.raw_data, {"type": "table", "value": table, "id": "t"}]
    page.body = page.body.stream_block.to_python(list(raw))
    page.save()
    Footnote.objects.create(page=page, uuid=NOTE, text='<p>See <a href="https://n.example/">there</a>.</p>')
    Correction.objects.create(page=page, date=date(2026, 3, 3), text="<p>It was 4.</p>", locale=page.locale)
    return page


def entry(client, title="The gauge", form="json", address="/series/rivers/feed/"):
    return next(item for item in items(client, address, form) if item.title == title)


def test_every_block_has_its_plain_form():
    assert set(PRINTERS) == {template_of(kind) for kind in READERS}


@pytest.mark.parametrize("form", FORMS)
def test_a_whole_piece_is_carried_as_plain_html(client, whole, form):
    html = entry(client, form=form).html
    home = "http://localhost/series/rivers/gauge/"
    for piece in (
        "<figcaption>A lead caption Photo: A. Lead</figcaption>",
        "<strong>Editors’ note:</strong> The first of six.",
        f'Text<sup><a href="{home}#fn1">1</a></sup> &amp; <a href="http://localhost/about/">more</a>.',
        "<h3>A heading</h3>",
        '<ol start="4"><li>Fourth</li></ol>',
        '<blockquote><p>Quoted.</p><p><small><a href="https://b.example/">A book</a></small></p></blockquote>',
        "<blockquote><p>Pulled.</p><p><small>Zora</small></p></blockquote>",
        "<p><strong>Why?</strong></p>\n<p>Because.</p>",
        "<figcaption>Seen at noon. Photo: Me</figcaption>",
        '<p>It rose.</p>\n<table><caption>Water (m)</caption><thead><tr><td></td><th scope="col">Seoul</th>',
        '<tr><th scope="row">2020</th><td>1</td></tr>',
        "<h2>Key takeaways</h2>\n<ol><li>Take this</li></ol>",
        "<strong>Editors’ note:</strong> An inner note.",
        ">Elsewhere</a><br>Same river</p>",
        ">The annex</a></p>",
        '<p>Elsewhere: <a href="https://c.example/">A site</a><br>Of note</p>',
        "<table><caption>Rates</caption>",
        '<tr><th scope="row">2020 &amp; on</th><td>4</td></tr>',
        f'<li>See <a href="https://n.example/">there</a>. <a href="{home}#ref1">↑</a></li>',
        "<p><strong>Correction, 3 March 2026.</strong> It was 4.</p>",
        "<strong>Disclosure.</strong> She owns a dam.",
        '<p>First published in <a href="https://daily.example/1">The Daily</a>, 16 February 2021. </p>',
        '<a href="http://localhost/series/rivers/">Rivers &amp; Rates</a>, Part 1 of 6</p>',
    ):
        assert piece in html


def test_rss_says_where_a_part_stands_and_whose_its_pictures_are(client, whole):
    item = parsed(get(client, "/series/rivers/feed/rss/").content).find("channel/item")
    own = "{urn:x-commentary:series}"
    assert item.findtext("{http://purl.org/dc/terms/}isPartOf") == "http://localhost/series/rivers/"
    assert (item.findtext(f"{own}position"), item.findtext(f"{own}total")) == ("1", "6")
    lead, inner = item.findall(f"{MEDIA}content")
    assert lead.get("url").startswith("http://localhost/media/")
    assert lead.findtext(f"{MEDIA}credit") == "Photo: A. Lead"
    assert lead.findtext(f"{MEDIA}description") == "A lead caption"
    assert inner.findtext(f"{MEDIA}credit") == "Photo: Me"
    assert item.find("category").attrib == {"domain": "http://localhost/topics/"}


def test_atom_leads_to_series_licence_author_and_first_publication(client, whole):
    root = parsed(get(client, "/series/rivers/feed/atom/").content)
    found = root.find(f"{ATOM}entry")
    links = {link.get("rel"): link.get("href") for link in found.findall(f"{ATOM}link")}
    assert links == {
        "alternate": "http://localhost/series/rivers/gauge/",
        "collection": "http://localhost/series/rivers/",
        "license": "https://creativecommons.org/licenses/by/4.0/",
        "via": "https://daily.example/1",
    }
    assert found.findtext(f"{ATOM}author/{ATOM}uri") == "http://localhost/authors/zora/"
    assert found.find(f"{ATOM}category").attrib == {
        "term": "water", "scheme": "http://localhost/topics/", "label": "Water",
    }  # fmt: skip
    assert root.findtext(f"{ATOM}rights") == "Creative Commons Attribution 4.0"


def test_json_has_the_place_in_the_series_and_the_first_publication(client, whole):
    item = get(client, "/series/rivers/feed/json/").json()["items"][0]
    assert item["_series"] == {
        "id": "http://localhost/series/rivers/", "title": "Rivers & Rates", "position": 1, "total": 6,
    }  # fmt: skip
    assert item["external_url"] == "https://daily.example/1"
    assert item["authors"] == [{"name": "Zora Whitlock", "url": "http://localhost/authors/zora/"}]
    assert item["image"].startswith("http://localhost/media/")


def test_of_a_withdrawn_piece_there_is_the_title_and_the_reason(client, whole):
    Correction.objects.create(
        page=whole,
        kind="withdrawal",
        date=date(2026, 3, 4),
        text="<p>It was <b>wrong</b>.</p>",
        locale=whole.locale,
    )
    InstallmentPage.objects.get(pk=whole.pk).save()
    found = entry(client)
    assert found.html.startswith("<p><strong>Withdrawal, 4 March 2026.</strong> It was <b>wrong</b>.</p>")
    assert found.summary == "It was wrong."
    document = get(client, "/series/rivers/feed/rss/").content.decode()
    for word in ("Text", "levee", "Take this", "dam", "first dispute", "It was 4", "lead caption"):
        assert word not in document


def test_a_piece_without_a_standfirst_is_summed_up_by_its_first_words(client, rivers):
    body = factories.paragraphs("word " * 60)
    factories.InstallmentFactory(parent=rivers, title="The gauge", standfirst="", body=body)
    assert entry(client, form="rss").summary == " ".join(["word"] * 40) + "…"


def test_words_between_the_paragraphs_are_in_the_language_of_the_piece(client, rivers):
    note = [("editors_note", {"text": "<p>메모.</p>"})]
    topic = factories.TopicFactory(slug="water")
    page = factories.InstallmentFactory(parent=rivers, body=note, topics=[topic])
    factories.translated(page, title="물")
    page.unpublish()
    assert "<strong>편집자 주.</strong>" in entry(client, "물", address="/topics/water/feed/").html


class TestIds:
    def ids(self, client, form):
        return [item.id for item in items_of(get(client, f"/feed/{form}/").content, form)]

    @pytest.mark.parametrize("form", FORMS)
    def test_an_id_outlives_renaming_moving_and_a_new_title(self, client, rivers, form):
        page = factories.InstallmentFactory(parent=rivers, slug="one")
        before = self.ids(client, form)
        assert before == [f"tag:localhost,2026:piece/{page.translation_key}/en"]
        page.slug, page.title = "another", "Another"
        page.save_revision().publish()
        page.move(factories.SeriesFactory(), pos="last-child")
        assert self.ids(client, form) == before

    def test_a_feeds_own_id_outlives_the_renaming_of_its_series(
        self, client, rivers, django_capture_on_commit_callbacks
    ):
        def own(address):
            return parsed(get(client, f"{address}feed/atom/").content).findtext(f"{ATOM}id")

        before = own("/series/rivers/")
        rivers.slug, rivers.title = "streams", "Streams"
        with django_capture_on_commit_callbacks(execute=True):
            rivers.save_revision().publish()
        assert own("/series/streams/") == before
        assert client.get("/series/rivers/feed/atom/").headers["Location"] == "/series/streams/feed/atom/"

    def test_ids_stay_when_the_site_moves_to_another_host(self, client, rivers):
        factories.InstallmentFactory(parent=rivers)
        Site.objects.update(hostname="first.example")
        frame.forget()
        before = self.ids(client, "rss")
        assert before[0].startswith("tag:first.example,20")
        Site.objects.update(hostname="second.example")
        frame.forget()
        assert self.ids(client, "rss") == before
        assert Masthead.objects.get().feed_authority.startswith("first.example,")

    def test_a_piece_from_another_site_keeps_the_name_it_had_there(self, client, rivers):
        page = factories.InstallmentFactory(parent=rivers)
        post = ImportedPost.objects.create(page=page, guid="http://old.example/?p=10")
        for form in FORMS:
            assert self.ids(client, form) == ["http://old.example/?p=10"]
        post.guid = "post 10"
        post.save()
        assert self.ids(client, "rss") == ["post 10"]
        assert self.ids(client, "atom") == [f"tag:localhost,2026:piece/{page.translation_key}/en"]


def test_updated_is_the_last_publication_and_never_a_draft(client, rivers):
    page = factories.InstallmentFactory(
        parent=rivers,
        first_published_at=datetime(2026, 3, 1, 1, tzinfo=UTC),
        last_published_at=datetime(2026, 3, 4, 1, tzinfo=UTC),
    )
    factories.draft_of(page, title="A draft")
    item = get(client, "/feed/json/").json()["items"][0]
    assert item["date_published"] == "2026-03-01T10:00:00+09:00"
    assert item["date_modified"] == "2026-03-04T10:00:00+09:00"
    feed = parsed(get(client, "/feed/atom/").content)
    assert feed.findtext(f"{ATOM}updated") == "2026-03-04T10:00:00+09:00"


def test_a_picture_whose_file_is_gone_leaves_its_words(client, rivers):
    image = factories.ImageFactory()
    factories.InstallmentFactory(parent=rivers, title="The gauge", image=image)
    image.file.storage.delete(image.file.name)
    assert "<figure><p>A levee beside a river.</p>" in entry(client).html
    assert "image" not in get(client, "/feed/json/").json()["items"][0]


def test_two_bylines_of_one_name_are_two(client, rivers):
    page = factories.InstallmentFactory(parent=rivers, title="The gauge")
    for place in (0, 1):
        author = factories.AuthorFactory(title="Kim Minji")
        Byline.objects.create(page=page, author=author, sort_order=place, locale=page.locale)
    for form in FORMS:
        assert entry(client, form=form).people == ["Kim Minji", "Kim Minji"]


def test_of_two_people_of_one_name_only_the_one_with_a_photo_has_it(client, rivers):
    without = factories.AuthorFactory(title="Kim Minji")
    photographed = factories.AuthorFactory(title="Kim Minji", photo=factories.ImageFactory())
    factories.InstallmentFactory(parent=rivers, title="The gauge", bylines=[without, photographed])
    authors = get(client, "/feed/json/").json()["items"][0]["authors"]
    assert ["avatar" in author for author in authors] == [False, True]
