"""The calendar of all series: what was published, what is scheduled, what is expected, and how a date is moved."""
