"""newsclean: turn messy downloaded news pages into clean, structured articles."""

__version__ = "0.1.0"
