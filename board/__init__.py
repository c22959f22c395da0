"""The Qt application of Situation Board: a window of linked panels over one board file."""
