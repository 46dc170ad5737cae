"""Stories of the use-cases, over stores in memory."""
