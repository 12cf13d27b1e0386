"""The page of an installment as a reader has it, taken apart."""

import re


def page_of(client, page, status=200) -> str:
    response = client.get(page.url)
    assert response.status_code == status
    return response.content.decode()


def text_of(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def contents_of(html: str) -> list[str]:
    """The titles in the contents list of the margin, in order."""
    listing = html.split('aria-labelledby="contents-margin"')[1].split("</nav>")[0]
    return re.findall(r'<a href="[^"]*"(?: aria-current="page")?>([^<]*)</a>', listing)


def link_to(html: str, rel: str) -> str:
    """The address of a link of the head; those to neighbours without the host."""
    found = re.search(rf'<link rel="{rel}" href="([^"]*)"', html)
    if not found:
        return ""
    return found[1] if rel == "canonical" else found[1].removeprefix("http://localhost")
