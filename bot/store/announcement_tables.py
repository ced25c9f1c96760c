"""The tables of announcements."""
