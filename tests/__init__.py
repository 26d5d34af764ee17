"""The tests, and the commands that keep seeds and documents true."""
