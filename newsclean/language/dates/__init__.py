"""Dates as pages write them: found in a text (`scan`), and understood (`parse`)."""
