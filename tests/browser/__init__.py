"""Tests in a real Chromium. Everything in this folder is marked `browser` by its conftest.py."""
