"""Backups: the whole site in one file, and back again, on any database that the site runs on (docs/decisions/031).

Making one: snapshot (one moment of the database) > tables (what is in it) > files (what those rows name) > parcel (one
stream, compressed and sealed) > shelf (where the file lies, and for how long). Bringing one back: parcel > checking
(whole, before anything is changed) > placing (files) and loading (rows) > restoring (all of it together).
"""
