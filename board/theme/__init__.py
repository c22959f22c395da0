"""The look of the program: colours, style, icons and small widgets that know no data."""
