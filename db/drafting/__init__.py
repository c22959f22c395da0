"""Text to drafts: dates, actors, places, kinds and hedges found in prose, each with its place in the text."""
