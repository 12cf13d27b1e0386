"""The edit form of a piece as a browser has it: opened at one time, sent at another."""

import json

from django.urls import reverse
from lxml import html


def edit_address(page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def opened(client, page) -> dict[str, str]:
    """Every value of the form as it was drawn, the versions it was made from among them; see `body` for the text."""
    return values_of(client.get(edit_address(page)))


def values_of(response) -> dict[str, str]:
    """The values of the form in an answer."""
    form = html.fromstring(response.content.decode()).get_element_by_id("page-edit-form")
    # A browser sends an input without a value as an empty one; lxml leaves it out.
    for field in form.iterfind(".//input"):
        if field.get("type") not in ("checkbox", "radio") and "value" not in field.attrib:
            field.set("value", "")
    return dict(form.form_values()) | {"body-count": "0"}


def rich_text(text: str) -> str:
    """One paragraph as the editor of rich text sends it."""
    block = {"key": "a", "type": "unstyled", "text": text, "entityRanges": [], "inlineStyleRanges": []}
    return json.dumps({"blocks": [block], "entityMap": {}})


def body(text: str) -> dict[str, str]:
    """A body of one paragraph. Scripts draw this part of the form, so it is not in what was opened."""
    return {
        "body-count": "1",
        "body-0-type": "paragraph",
        "body-0-order": "0",
        "body-0-deleted": "",
        "body-0-id": "",
        "body-0-value": rich_text(text),
    }


def with_author(values: dict[str, str], author) -> dict[str, str]:
    """The values with one more byline, as the script of the form adds it."""
    place = int(values["bylines-TOTAL_FORMS"])
    return values | {
        "bylines-TOTAL_FORMS": str(place + 1),
        f"bylines-{place}-id": "",
        f"bylines-{place}-author": str(author.pk),
        f"bylines-{place}-role": "author",
        f"bylines-{place}-ORDER": str(place + 1),
        f"bylines-{place}-DELETE": "",
    }


def with_footnote(values: dict[str, str], mark: str, text: str) -> dict[str, str]:
    """The values with one more footnote, as the script of the form adds it."""
    place = int(values["footnotes-TOTAL_FORMS"])
    return values | {
        "footnotes-TOTAL_FORMS": str(place + 1),
        f"footnotes-{place}-id": "",
        f"footnotes-{place}-uuid": mark,
        f"footnotes-{place}-text": rich_text(text),
        f"footnotes-{place}-ORDER": str(place + 1),
        f"footnotes-{place}-DELETE": "",
    }


def with_correction(values: dict[str, str], date: str, text: str) -> dict[str, str]:
    """The values with one more correction, as the script of the form adds it."""
    place = int(values["corrections-TOTAL_FORMS"])
    return values | {
        "corrections-TOTAL_FORMS": str(place + 1),
        f"corrections-{place}-id": "",
        f"corrections-{place}-kind": "correction",
        f"corrections-{place}-date": date,
        f"corrections-{place}-text": rich_text(text),
        f"corrections-{place}-ORDER": str(place + 1),
        f"corrections-{place}-DELETE": "",
    }


def authors_swapped(values: dict[str, str], one: int, other: int) -> dict[str, str]:
    """The values with two rows of the byline in each other's place."""
    first, second = f"bylines-{one}-ORDER", f"bylines-{other}-ORDER"
    return values | {first: values[second], second: values[first]}


def autosave(client, page, values):
    """What Wagtail's script does half a second after typing."""
    return client.post(edit_address(page), values, headers={"accept": "application/json"})


def publish(client, page, values):
    return client.post(edit_address(page), values | {"action-publish": "action-publish"})
