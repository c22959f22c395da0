"""The application: the window, its panels and what a user can do."""
