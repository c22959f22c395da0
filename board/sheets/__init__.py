"""Printed summaries: what leaves the board as pages, the same on paper, in a PDF and in the preview."""
