"""Stories of the databases: what is kept, what survives, what is refused."""
