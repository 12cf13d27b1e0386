"""Whether this process lives, whether it can serve, and what an operator should set right: for probes and at the start."""
