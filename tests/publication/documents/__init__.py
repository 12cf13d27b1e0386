"""Documents of the library: what is taken, and who may have it."""
