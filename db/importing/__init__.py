"""A foreign table into the board: read in a child process, written as one undoable step, told truthfully."""
