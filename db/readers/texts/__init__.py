"""Readers of documents: a foreign file to its text, and what it says of itself."""
