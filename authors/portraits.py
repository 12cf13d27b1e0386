"""The face beside a name: a photo, or the surname's own character, or the mark of an organisation."""

from dataclasses import dataclass

from authors.names import CJK
from publication.pictures import Picture


@dataclass(frozen=True)
class Portrait:
    """What stands beside a name; decorative, as the name says the same."""

    photo: Picture | None = None
    character: str = ""
    is_organisation: bool = False


def portrait(
    *, name: str, family: str, native_name: str, is_organisation: bool, photo: Picture | None = None
) -> Portrait:
    """The portrait of somebody: of 최원기 it is 최, of Zora Whitlock W, where there is no photo."""
    if is_organisation:
        return Portrait(photo=photo, is_organisation=True)
    written = native_name if CJK.search(native_name) else family or name
    return Portrait(photo=photo, character=written[:1].upper())
