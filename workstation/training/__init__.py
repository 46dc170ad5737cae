"""Training: ledgers with outcomes in, a signed bundle of models with its evaluation out."""
