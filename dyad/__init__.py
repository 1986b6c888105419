"""See how the relationship of two states went: events, what is claimed, what the record shows."""

__version__ = "0.1.0"
