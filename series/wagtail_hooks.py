"""The admin's side of series. Wagtail looks for hooks here; each capability keeps its own in a module beside this."""

from series import guard_hooks, rich_text  # noqa: F401
from series.desk import (  # noqa: F401
    archive_hooks,
    clearance_hooks,
    editions_hooks,
    hooks,
    merging_hooks,
    order_hooks,
    word_hooks,
)
from series.desk.calendar import hooks as calendar_hooks  # noqa: F401
from series.desk.followers import hooks as follower_hooks  # noqa: F401
from series.desk.intake import hooks as intake_hooks  # noqa: F401
from series.desk.reports import hooks as report_hooks  # noqa: F401
from series.desk.today import hooks as today_hooks  # noqa: F401
from series.desk.translating import hooks as translating_hooks  # noqa: F401
