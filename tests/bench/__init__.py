"""The benchmark: what the program takes for the work that grows with a board, beside the plainest way to do the same."""
