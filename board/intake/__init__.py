"""What comes in: drops, imported tables, how an unknown table is read, and the truthful end of it."""
