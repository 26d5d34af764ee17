"""Coverage-guided fuzzing; see `tests.fuzz.__main__` for how it is run."""
