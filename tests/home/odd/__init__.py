"""Requests that no browser sends: answered, never an error of ours, and never more than a reader may see."""
