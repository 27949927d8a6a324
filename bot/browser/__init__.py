"""The chat page: the real dispatcher on an in-process session, one small page, no framework."""
