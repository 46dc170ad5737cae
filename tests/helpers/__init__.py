"""What the tests share beside factories: the two guards every test runs under, and small searches."""
