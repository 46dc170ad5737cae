"""The layouts: a paper's value, its content's hash and a typesetter go in, pieces in reading order come out.

A function has the name of the paper's kind (`papers.PAPERS`). Nothing is reckoned here but sums over rows.
"""
