"""The body of a piece: few, meaningful blocks, one family in each file."""

from series.blocks.streams import InstallmentBody, StandingBody

__all__ = ["InstallmentBody", "StandingBody"]
