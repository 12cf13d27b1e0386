"""The demonstration: two series, a column, their people, topics and pictures, as TOML files beside this module."""
