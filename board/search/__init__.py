"""Search: one field over incidents, actors, flashpoints, sources and commands, as you type."""
