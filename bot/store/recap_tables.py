"""The tables of recaps."""
