"""The admin's side of home. Wagtail looks for hooks here; each capability keeps its own in a module beside this."""

from home.help import hooks as help_hooks  # noqa: F401
from home.search import hooks as search_hooks  # noqa: F401
from home.sections import hooks as sections_hooks  # noqa: F401
