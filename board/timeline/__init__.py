"""The incident timeline: a strip of everything with the window as a brush, and lanes of marks below it."""
