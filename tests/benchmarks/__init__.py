"""Measurements on public data and of speed; none of them is part of `make test`."""
