"""What was moved, and exports to move."""

from series.models import ImportedPost, InstallmentPage
from tests.series.manuscripts.wordpress.exports import MAREN, author, meta, post, term, wxr


def rivers(part: str = "", id: int = 7) -> str:
    """The terms and meta values of a part of the series “Rivers”."""
    return term("series", "rivers", "Rivers") + (meta(**{f"_series_part_{id}": part}) if part else "")


def piece(id: int) -> InstallmentPage:
    return ImportedPost.objects.get(guid=f"https://old.example/?p={id}").page


def numbers() -> dict[str, int | None]:
    return dict(InstallmentPage.objects.order_by("part_number").values_list("title", "part_number"))


def three(**more) -> bytes:
    deltas = term("series", "deltas", "Deltas") + meta(_series_part_8="1") + term("category", "d", "Deltas")
    return wxr(
        post(1, "One", more=rivers("1")),
        post(2, "Two", creator="lee", more=deltas),
        post(3, "Three", more=rivers("2")),
        people=MAREN + author("lee", "이진"),
    )


def link(address: str) -> str:
    return f'<p>See <a href="{address}">there</a>.</p>'
