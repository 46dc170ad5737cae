"""The screens of the desk, one folder each; none knows another."""
