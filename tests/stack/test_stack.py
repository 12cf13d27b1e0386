"""The stack runs: readers, editors, both nodes, and what a piece of news needs to reach a reader."""

from tests.stack import acts


def test_a_reader_gets_every_kind_of_page_through_the_proxy(stack):
    for path in (
        "/",
        "/series/",
        "/series/asean-korea-2021/",
        "/ko/",
        "/feed/rss/",
        "/sitemap.xml",
        "/search/?q=river",
    ):
        assert stack.get(path).status == 200, path


def test_an_editor_publishes_in_the_admin_and_a_reader_sees_it(stack):
    piece = stack.inside(acts.write, "A gauge on the stack")
    assert "A gauge on the stack" in stack.get(piece.path).text
    answer = stack.sign_in("managing").publish(piece.pk, title="A second gauge", text="It reads higher.")
    assert answer.status == 302
    assert "It reads higher." in stack.node(1).get(piece.path).text
    assert "It reads higher." in stack.node(2).get(piece.path).text
