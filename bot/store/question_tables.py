"""The tables of questions."""
