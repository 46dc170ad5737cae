"""Stories of the window for a visit."""
