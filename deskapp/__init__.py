"""Help desk: log calls, keep promises, hand over well, close only when the customer agrees."""

__version__ = "0.1.0"
