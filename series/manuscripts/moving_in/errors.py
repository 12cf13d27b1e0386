"""Why a move does not begin at all."""


class MoveRefused(Exception):
    """Nothing was read into the site; the message says why and what to do."""
