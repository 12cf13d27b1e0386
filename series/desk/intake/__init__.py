"""From a manuscript to a part, in the admin: files are brought, read, reviewed, and made drafts or given up."""
