"""Invitations by mail: who may invite whom, the letter, the link, and the account that comes of it."""
