"""HTML in: a fragment (pasted, or of a WordPress post) or a whole page becomes typed blocks, footnotes and findings."""
