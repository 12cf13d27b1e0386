"""Pieces as files to take away: what goes out of the site in another form than a page."""
