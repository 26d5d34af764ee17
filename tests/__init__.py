"""The tests, and the commands that keep seeds and README true."""
