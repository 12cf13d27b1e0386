"""A feed of any format as a reader of feeds understands it: the same few values for all three."""

import json
from dataclasses import dataclass

from tests.series.feeds.rules import ATOM, CONTENT, WRONG, parsed

DC = "{http://purl.org/dc/elements/1.1/}"
FORMS = ("rss", "atom", "json")


@dataclass
class Item:
    id: str
    title: str
    url: str
    summary: str
    html: str
    people: list[str]
    tags: list[str]


def get(client, address: str, status=200, **headers):
    response = client.get(address, **headers)
    assert response.status_code == status, (address, response.status_code)
    return response


def items(client, address: str, form: str) -> list[Item]:
    """The items of the feed below an address, which must be valid."""
    document = get(client, f"{address}{form}/").content
    assert WRONG[form](document) == []
    return items_of(document, form)


def items_of(document: bytes, form: str) -> list[Item]:
    if form == "json":
        return [
            Item(
                item["id"], item["title"], item["url"], item.get("summary", ""), item["content_html"],
                [author["name"] for author in item.get("authors", ())], item.get("tags", []),
            )
            for item in json.loads(document)["items"]
        ]  # fmt: skip
    root = parsed(document)
    if form == "rss":
        return [
            Item(
                item.findtext("guid"), item.findtext("title"), item.findtext("link"),
                item.findtext("description"), item.findtext(CONTENT),
                [one.text for one in item.findall(f"{DC}creator")], [one.text for one in item.findall("category")],
            )
            for item in root.iter("item")
        ]  # fmt: skip
    return [
        Item(
            entry.findtext(f"{ATOM}id"), entry.findtext(f"{ATOM}title"),
            entry.find(f"{ATOM}link[@rel='alternate']").get("href"), entry.findtext(f"{ATOM}summary") or "",
            entry.findtext(f"{ATOM}content"), [one.text for one in entry.findall(f"{ATOM}author/{ATOM}name")],
            [one.get("label") for one in entry.findall(f"{ATOM}category")],
        )
        for entry in root.findall(f"{ATOM}entry")
    ]  # fmt: skip


def titles(client, address: str, form="json") -> list[str]:
    """The titles in the feed below an address: `/feed/`, `/series/rivers/feed/`."""
    return [item.title for item in items(client, address, form)]
