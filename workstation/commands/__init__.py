"""The verbs of the command line, one module a subject, each a table of `Verb`."""
