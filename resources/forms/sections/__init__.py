"""The sections of the shipped survey forms, as tables: each a list of rows that several forms share."""
