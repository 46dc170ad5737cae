"""Stories of the window."""
