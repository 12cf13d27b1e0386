"""Reports for editors, to read and to download: pieces, corrections, pages that nobody has touched for long."""
