"""The tests: stories of the officer's day, and the rules that keep the house standing."""
