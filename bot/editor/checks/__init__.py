"""The checks of `bot check`, one function for each; every one yields all problems it finds."""
