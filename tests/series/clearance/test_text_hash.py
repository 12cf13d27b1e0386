"""What changes the hash of a text, and what leaves it alone."""

import json

import pytest

from series.clearance.text_hash import text_hash

CONTENT = {
    "title": "The gauge",
    "subtitle": "",
    "standfirst": "Who pays?",
    "body": [
        {"type": "paragraph", "id": "a", "value": '<p data-block-key="k1">The <b>water</b> rose.</p>'},
        {"type": "heading", "id": "b", "value": {"text": "After", "level": "2"}},
        {
            "type": "key_takeaways",
            "id": "c",
            "value": {"items": [{"type": "item", "id": "x", "value": "One"}]},
        },
        {
            "type": "table",
            "id": "d",
            "value": {
                "caption": "Dates",
                "table": {
                    "columns": [{"type": "text", "heading": "Step"}, {"type": "number", "heading": "Days"}],
                    "rows": [{"values": ["<p>Begun</p>", "0"]}],
                },
                "row_headings": True,
                "source": "",
            },
        },
    ],
    "bylines": [
        {
            "author": 1,
            "role": "author",
            "name": "Zora Whitlock",
            "position": "",
            "organisation": "",
            "sort_order": 0,
        },
        {
            "author": 2,
            "role": "author",
            "name": "Abel Anand",
            "position": "",
            "organisation": "",
            "sort_order": 1,
        },
    ],
    "footnotes": [{"uuid": "u1", "text": "<p>A source.</p>"}],
    "editors_note": "<p>The last in the series.</p>",
    "disclosure": "None.",
    "image": 3,
}


def body(index, value):
    return {
        "body": [
            block | ({"value": value} if place == index else {})
            for place, block in enumerate(CONTENT["body"])
        ]
    }


def first_byline(**changes):
    return {"bylines": [CONTENT["bylines"][0] | changes, CONTENT["bylines"][1]]}


@pytest.mark.parametrize(
    "change",
    [
        {"title": "The gauges"},
        {"subtitle": "A beginning"},
        {"standfirst": "Who pays!"},
        body(0, '<p data-block-key="k1">The <i>water</i> rose.</p>'),
        body(0, "<p>The <b>water</b> rose </p>" + "<p>again.</p>"),
        body(0, '<p>The <b>water</b> <a href="https://example.org/">rose</a>.</p>'),
        body(1, {"text": "After", "level": "3"}),
        body(2, {"items": [{"type": "item", "id": "x", "value": "Two"}]}),
        body(3, CONTENT["body"][3]["value"] | {"row_headings": False}),
        body(3, CONTENT["body"][3]["value"] | {"source": "Our own count."}),
        {"body": CONTENT["body"][::-1]},
        {"body": CONTENT["body"][:-1]},
        first_byline(name="Z. Whitlock"),
        first_byline(position="Director"),
        first_byline(organisation="An institute"),
        first_byline(role="translator"),
        first_byline(sort_order=2),
        {"bylines": CONTENT["bylines"][:1]},
        {"footnotes": []},
        {"footnotes": [{"uuid": "u1", "text": "<p>Another source.</p>"}]},
    ],
)
def test_title_standfirst_body_bylines_and_footnotes_count(change):
    assert text_hash(CONTENT | change) != text_hash(CONTENT)


@pytest.mark.parametrize(
    "change",
    [
        {"editors_note": "<p>Another.</p>"},
        {"disclosure": "A grant."},
        {"image": 4},
        {"slug": "another"},
        {"wagtail_admin_comments": [{"text": "Hm."}]},
    ],
)
def test_what_the_editors_answer_for_does_not_count(change):
    assert text_hash(CONTENT | change) == text_hash(CONTENT)


@pytest.mark.parametrize(
    "change",
    [
        {"body": json.dumps(CONTENT["body"])},
        {"body": [block | {"id": f"new-{block['id']}"} for block in CONTENT["body"]]},
        body(0, '<p data-block-key="zzz">The <strong>water</strong>  rose.</p>\n'),
        body(1, {"text": "After"}),
        body(2, {"items": ["One"]}),
        body(3, {name: CONTENT["body"][3]["value"][name] for name in ("caption", "table")}),
        {"standfirst": "Who pays?\r\n"},
        first_byline(author=7, pk=9),
        {"bylines": CONTENT["bylines"][::-1]},
    ],
)
def test_saving_without_changing_a_word_does_not_count(change):
    assert text_hash(CONTENT | change) == text_hash(CONTENT)


def test_composed_and_decomposed_korean_are_one_text():
    assert text_hash(CONTENT | {"title": "한국"}) == text_hash(CONTENT | {"title": "한국"})


def test_a_change_back_has_the_first_hash_again():
    assert text_hash(CONTENT | {"title": "X"} | {"title": "The gauge"}) == text_hash(CONTENT)
