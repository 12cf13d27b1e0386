"""The desk's side of translating: wagtail-localize's pages with this site's rights, doors and words."""
