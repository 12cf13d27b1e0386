"""What a piece still lacks, in the few words of a column of the desk."""

from django.utils.translation import gettext as _

from series.desk.latest import Draft


def missing_of(draft: Draft) -> list[str]:
    """What the latest version of a piece does not have yet; without a query, as the desk asks it for every row."""
    wanted = (
        (draft.standfirst.strip(), _("standfirst")),
        (draft.names, _("byline")),
        (draft.topics, _("topic")),
        (draft.has_body, _("text")),
    )
    return [word for there, word in wanted if not there]
