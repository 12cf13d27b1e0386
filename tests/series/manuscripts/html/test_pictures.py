"""Pictures and films of a page: where they stand, what they say, where they come from."""

import pytest

from series.manuscripts.bounds import Bounds
from tests.series.manuscripts.html.pixels import PIXELS

from .reading import blocks, findings, read


class TestPictures:
    @pytest.mark.parametrize(
        ("markup", "told"),
        [
            (
                '<img src="https://a.example/1.jpg" alt="A  levee">',
                "image: A levee |  |  | https://a.example/1.jpg",
            ),
            (
                '<figure><img src="https://a.example/1.jpg"><figcaption>The levee. Photo: Jo Marsh</figcaption></figure>',
                "image:  | The levee. | Jo Marsh | https://a.example/1.jpg",
            ),
            (
                '<figure><img src="https://a.example/1.jpg"><figcaption>The levee <i class="credit">Jo</i></figcaption>',
                "image:  | The levee | Jo | https://a.example/1.jpg",
            ),
            (
                '<figure><img src="https://a.example/1.jpg"><p>The levee. / Yonhap</p></figure>',
                "image:  | The levee. | Yonhap | https://a.example/1.jpg",
            ),
            (
                '<div class="photo_box"><img src="https://a.example/1.jpg"><p>▲ 제방. 사진=연합뉴스</p></div>',
                "image:  | 제방. | 연합뉴스 | https://a.example/1.jpg",
            ),
            (
                '<p><img src="https://a.example/1.jpg"></p><p>▲ 2월의 제방 [사진=홍길동]</p>',
                "image:  | 2월의 제방 | 홍길동 | https://a.example/1.jpg",
            ),
            (
                '<p><img src="https://a.example/1.jpg"></p><p class="MsoCaption">Figure 1: the levee</p>',
                "image:  | Figure 1: the levee |  | https://a.example/1.jpg",
            ),
            (
                '<figure><img src="https://a.example/1.jpg"><figcaption>The levee.</figcaption></figure><p>Photo by Jo Marsh</p>',
                "image:  | The levee. | Jo Marsh | https://a.example/1.jpg",
            ),
            (
                '<img src="data:image/gif;base64,R0lGOD" data-src="https://a.example/late.jpg">',
                "image:  |  |  | https://a.example/late.jpg",
            ),
            (
                '<picture><source srcset="1.webp"><img srcset="/s.jpg 300w, https://a.example/l.jpg 900w"></picture>',
                "image:  |  |  | https://a.example/l.jpg",
            ),
            (f'<img src="data:image/png;base64,{PIXELS}">', "image:  |  |  | picture-1.png"),
            ('<img src="file:///C:/x/clip.png" alt="A">', "image: A |  |  | None"),
            ('<img src="javascript:alert(1)">', "image:  |  |  | None"),
        ],
    )
    def test_a_picture_is_a_slot_with_what_is_said_of_it(self, markup, told):
        assert blocks(markup) == [told]

    def test_a_picture_that_is_not_there_is_reported_missing_and_keeps_no_path(self):
        markup = '<img src="file:///C:/Users/jq/clip.png">'
        (found,) = read(markup)[1]
        assert found.kind == "missing"
        assert "jq" not in found.passage

    @pytest.mark.parametrize(
        "markup",
        [
            '<p>a</p><img src="https://count.example/1.gif" width=1 height=1>',
            '<p>a</p><p><img width="1px" src="https://count.example/1.gif"></p>',
        ],
    )
    def test_a_dot_that_counts_readers_is_dropped_and_counted(self, markup):
        assert blocks(markup) == ["p: a"]
        assert findings(markup)[0][0] == "dropped"

    def test_an_icon_is_dropped_and_counted_unless_it_is_described(self):
        assert blocks('<p>a</p><img src="https://a.example/1.png" width=16 height="16px">') == ["p: a"]
        assert findings('<p>a</p><img src="/1.png" width=16 height=16>')[0][0] == "dropped"
        assert len(blocks('<p>a</p><img src="https://a.example/1.png" width=16 height=16 alt="A seal">')) == 2
        assert len(blocks('<p>a</p><img src="https://a.example/1.png" width=16 height=300>')) == 2

    def test_a_drawn_sign_is_its_letter(self):
        assert blocks('<p>Rain <img class="emoji" alt="☔" src="https://a.example/r.svg"> again</p>') == [
            "p: Rain ☔ again"
        ]

    def test_a_picture_in_a_sentence_stands_behind_the_sentence(self):
        assert blocks('<p>One <img src="https://a.example/1.png"> two.<br><br>Three.</p>') == [
            "p: One two.",
            "image:  |  |  | https://a.example/1.png",
            "p: Three.",
        ]

    def test_drawings_and_what_is_too_large_are_not_taken(self):
        assert (
            blocks('<p>a</p><img src="data:image/svg+xml,%3Csvg onload=alert(1)%3E">')[1]
            == "image:  |  |  | None"
        )
        markup = f'<img src="data:image/png;base64,{PIXELS * 20}">'
        assert blocks(markup, bounds=Bounds(picture_bytes=100)) == ["image:  |  |  | None"]


class TestEmbeds:
    @pytest.mark.parametrize(
        ("markup", "told"),
        [
            (
                '<iframe src="https://www.youtube.com/embed/abc123XYZ?rel=0" title="A film"></iframe>',
                ["embed: https://www.youtube.com/watch?v=abc123XYZ (A film)"],
            ),
            ('<iframe src="//player.vimeo.com/video/77"></iframe>', ["embed: https://vimeo.com/77 ()"]),
            (
                "<figure><div>\nhttps://www.youtube.com/watch?v=abc123XYZ\n</div><figcaption>A film</figcaption></figure>",
                ["embed: https://www.youtube.com/watch?v=abc123XYZ (A film)"],
            ),
            ('<oembed url="https://vimeo.com/77"></oembed>', ["embed: https://vimeo.com/77 ()"]),
            (
                '<video><source src="https://a.example/f.mp4">old</video>',
                ["embed: https://a.example/f.mp4 ()"],
            ),
            ('<iframe src="javascript:alert(1)"></iframe><p>a</p>', ["p: a"]),
            ('<iframe srcdoc="<script>alert(1)</script>"></iframe><p>a</p>', ["p: a"]),
            ('<iframe src="https://ad.doubleclick.net/x"></iframe><p>a</p>', ["p: a"]),
            ('<object data="x.swf"><p>instead</p></object>', ["p: instead"]),
        ],
    )
    def test_a_player_becomes_the_address_that_people_know(self, markup, told):
        assert blocks(markup) == told

    def test_a_player_without_address_is_counted(self):
        assert findings('<iframe src="about:blank"></iframe><p>a</p>')[0][:2] == (
            "dropped",
            "Players and frames without an address to show were left out.",
        )
