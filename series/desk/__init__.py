"""The editor's side of series: choosers, listings and actions of the admin."""
