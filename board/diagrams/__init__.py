"""Pictures of who stands how to whom: where boxes, ties and words go, on the screen and on paper."""
