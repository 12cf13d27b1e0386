"""Settings, one module per situation: dev, test, production; what they share is in base."""
