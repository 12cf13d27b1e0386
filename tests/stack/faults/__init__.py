"""What breaks while people read and write: each fault with nothing lost, and with its figures.

Readers ask at a steady rate, something is broken and comes back, and the test looks at what readers got, what editors
were told, and what the database says afterwards. The figures are printed at the end of the run.
"""
