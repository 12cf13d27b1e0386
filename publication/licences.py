"""The licences that a piece, a series or an image may carry."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Licence(models.TextChoices):
    """Licences by their SPDX-like short names; the value is stored, the label shown."""

    ALL_RIGHTS = "all-rights", _("All rights reserved")
    CC_BY = "cc-by-4.0", _("Creative Commons Attribution 4.0")
    CC_BY_SA = "cc-by-sa-4.0", _("Creative Commons Attribution-ShareAlike 4.0")
    CC_BY_ND = "cc-by-nd-4.0", _("Creative Commons Attribution-NoDerivatives 4.0")
    CC_BY_NC = "cc-by-nc-4.0", _("Creative Commons Attribution-NonCommercial 4.0")
    CC_BY_NC_ND = "cc-by-nc-nd-4.0", _("Creative Commons Attribution-NonCommercial-NoDerivatives 4.0")
    CC0 = "cc0-1.0", _("Public domain (CC0 1.0)")

    @classmethod
    def of(cls, *values: str) -> "Licence | None":
        """The licence of a thing: the first of the stored values that is not empty, a piece's before its series'."""
        value = next(filter(None, values), "")
        return cls(value) if value in cls.values else None

    @property
    def passes_on(self) -> bool:
        """May others publish the thing again?"""
        return self is not Licence.ALL_RIGHTS

    @property
    def conditions(self) -> list[str]:
        """What somebody who publishes it again owes, in sentences; nothing for the public domain."""
        if self in (Licence.ALL_RIGHTS, Licence.CC0):
            return []
        terms = self.value.split("-")
        return [
            _("Name those it is by, and keep the credit line with its link."),
            *([_("Not for commercial purposes.")] if "nc" in terms else []),
            _("Change nothing in the text.") if "nd" in terms else _("Say so where you change the text."),
            *([_("What you make of it stands under the same licence.")] if "sa" in terms else []),
        ]

    @property
    def address(self) -> str:
        """The address of the licence's text, empty for all rights reserved."""
        if self is Licence.ALL_RIGHTS:
            return ""
        if self is Licence.CC0:
            return "https://creativecommons.org/publicdomain/zero/1.0/"
        return f"https://creativecommons.org/licenses/{self.value.removeprefix('cc-').rsplit('-', 1)[0]}/4.0/"
