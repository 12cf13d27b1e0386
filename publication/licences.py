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

    @property
    def address(self) -> str:
        """The address of the licence's text, empty for all rights reserved."""
        if self is Licence.ALL_RIGHTS:
            return ""
        if self is Licence.CC0:
            return "https://creativecommons.org/publicdomain/zero/1.0/"
        return f"https://creativecommons.org/licenses/{self.value.removeprefix('cc-').rsplit('-', 1)[0]}/4.0/"
