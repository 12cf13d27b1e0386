"""From a post to a `Manuscript`: its text as blocks, its people, and a finding for everything that was lost or guessed."""

from series.manuscripts.bounds import Bounds
from series.manuscripts.html.fragment import read_fragment
from series.manuscripts.html.pictures import NOT_THERE
from series.manuscripts.languages import language_of
from series.manuscripts.manuscript import Manuscript
from series.manuscripts.reporting import Report
from series.manuscripts.wordpress.body import Body
from series.manuscripts.wordpress.fields import plain
from series.manuscripts.wordpress.records import Index, Post


def read_post(post: Post, index: Index, bounds: Bounds | None = None) -> Manuscript:
    """The manuscript of a post; pictures are slots with the addresses of their original files.

    Raises UnreadableManuscript for a text beyond the bounds, and nothing else.
    """
    report = Report()
    html = Body(post, index, report).html()
    fragment = read_fragment(html, report, base=f"{index.address.rstrip('/')}/", bounds=bounds)
    _report_people(post, report)
    _report_rest(post, report)
    return Manuscript(
        title=post.title or None,
        standfirst=plain(post.excerpt),
        byline=tuple(credit.entry for credit in post.credits if credit.entry),
        body=fragment.blocks,
        footnotes=fragment.footnotes,
        language=language_of([post.title, plain(post.content)]),
        # Whoever looks for the files says which of them are missing, by name.
        findings=tuple(finding for finding in report.findings() if finding.what != NOT_THERE),
    )


def _report_people(post: Post, report: Report) -> None:
    for credit in post.credits:
        if credit.entry is None:
            report.add(
                "dropped",
                f"The author is only known by the login “{credit.login}”; nobody is credited for it.",
                about="byline",
            )


def _report_rest(post: Post, report: Report) -> None:
    if post.comments or post.spam:
        parts = [_count(post.comments, "comment")] if post.comments else []
        parts += [f"{post.spam} spam"] if post.spam else []
        report.add("dropped", f"{' + '.join(parts)} skipped: comments are not imported.")
    if post.has_password:
        report.add("changed", "A password was on the post; it is a draft here, without a password.")
    for domain, names in post.unplaced:
        report.add("dropped", f"The taxonomy “{domain}” has no place here.", passage=names)
    for place in post.series[1:]:
        report.add(
            "dropped", f"The post is in the series “{place.name}” as well; a piece stands in one series."
        )


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
