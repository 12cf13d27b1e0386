"""Help inside the admin: docs/editors.md as a page, with its pictures. The file is the one source."""
