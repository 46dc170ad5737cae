"""Stories of the lending room: money to the fen, limits, outcomes, reasons."""
