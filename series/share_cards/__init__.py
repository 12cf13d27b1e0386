"""Share cards: the picture that other sites show of a link to a piece or series that has none of its own that fits."""
