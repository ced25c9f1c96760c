"""From an answer to a message: its embed, its buttons and menus, and who may see it."""
