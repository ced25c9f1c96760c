"""The tables of what servers set."""
