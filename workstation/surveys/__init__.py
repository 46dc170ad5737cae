"""Field surveys: forms in the XLSForm standard, run, checked against what the platforms say, and finalised.

In: a form, answers, an applicant file. Out: a finalised survey with its figures and cross-checks.
"""
