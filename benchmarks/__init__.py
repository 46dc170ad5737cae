"""What the program costs, each as a ratio to a bare baseline measured in the same run. Never shipped.

Each module has a `NAME` (the word of `dev.py bench WORD`) and `run(rounds)`, which gives `Figure`s.
"""
