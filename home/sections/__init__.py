"""The sections of the front page, which editors add, remove, order and title."""
