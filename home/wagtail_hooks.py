"""The admin's side of home. Wagtail looks for hooks here; each capability keeps its own in a module beside this."""

from home.help import hooks  # noqa: F401
