"""Drags between the panels, and what their targets are."""
