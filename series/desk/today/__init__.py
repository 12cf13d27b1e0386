"""The home of the admin: what needs this editor today. Each module gathers one section; panel.py shows them."""
