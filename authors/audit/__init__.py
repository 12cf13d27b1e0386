"""The audit log: what goes into it, its report, and how it forgets."""
