"""Django's backend of PostgreSQL for replicas: nobody waits longer than PATIENCE for an answer (base.py)."""
