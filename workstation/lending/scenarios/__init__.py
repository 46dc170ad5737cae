"""Scenarios: what the business side changes in the rules for some sellers and some days.

`definition` is a file's shape, `loading` reads and cross-checks files, `standing` says what a scenario may
ask of a seller, `precedence` which of several holds, `applying` changes the rules for one case, `budget`
reckons what an approval uses of a stated budget. Nothing here looks anything up, and no model's word is
touched.
"""
