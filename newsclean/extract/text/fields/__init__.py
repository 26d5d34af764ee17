"""Fields of one story in a dump: candidates with clues, and one chooser each."""
