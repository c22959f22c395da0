"""The tray: dropped documents beside the drafts that were found in them."""
