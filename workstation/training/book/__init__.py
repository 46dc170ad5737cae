"""Any lender's own book: a plain table with outcomes in, a calibrated model, a scorecard and a report out.

The table may be of any lender: what its columns mean is found out, what may not be read is left out and said.
Every figure is of rows that the model had not seen; nothing is fitted on the fold that it is judged on.
"""
