"""The databases that the suite runs on: SQLite in a file, PostgreSQL brought up without root.

Both start from a template that holds the migrated, empty site and is kept in .cache/: migrating from nothing
takes some 12 s of CPU, for every worker of every run.
"""
