"""Measurements against the bars of the project: scripts with their figures in docs/benchmarks.md."""
