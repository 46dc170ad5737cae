"""The window for a visit: one section at a time, its repeats as tables, the cross-checks beside it.

Goes in: a survey that is open (`OpenSurvey`). Every keystroke goes to it and comes back as what changed; the
screen draws what changed and nothing else. It checks nothing itself.
"""
