"""The board's values as words, the same in the window, on sheets and in what is carried out."""
