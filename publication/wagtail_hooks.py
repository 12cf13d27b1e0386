"""The admin's side of publication. Wagtail looks for hooks here; each capability keeps its own in a module beside this."""

from publication import missed_hooks, schedule_hooks  # noqa: F401
from publication.background import hooks  # noqa: F401
