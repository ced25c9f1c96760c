"""Writing what an import plan says, and the record of it that an undo needs."""
