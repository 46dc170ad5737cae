"""Repeats of a form: a table where every question is a cell, a list with a form beside it where not."""
