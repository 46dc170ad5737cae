"""The suite of models: from definition files and simulated sellers to a bundle with its evaluation.

Takes definitions and tables of two worlds, gives trained models, their figures against named naive baselines
and a card. Loaded with the first run, never at start.
"""
