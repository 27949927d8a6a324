"""Commands for the people who write: they import core, never telegram."""
