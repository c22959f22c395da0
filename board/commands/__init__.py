"""What a user can do, one file a noun, named as the user would say it."""
