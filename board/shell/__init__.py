"""What frames the panels: the bar above them, the line below, and the small dialogs that belong to no panel."""
