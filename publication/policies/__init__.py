"""What every answer tells browsers they may do with it, and what browsers report back of it."""
