"""Counts the pieces of a text as 64-bit numbers: no dictionary of strings, so a table of 100,000 takes 0.8 MB."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Keys = NDArray[np.uint64]

# A text is read as a polynomial in an odd number modulo 2**64. Odd numbers have an inverse there, so the key of any piece
# is one subtraction of running sums and one multiplication, for all pieces of a length at once. Fixed for ever: the
# keys are stored in caches.
_BASE: Final = 0x9E3779B97F4A7C15 | 1
_INVERSE: Final = pow(_BASE, -1, 2**64)
_LONGEST: Final = 4200
"""Characters read of one text: a Telegram message has at most 4096."""


def _powers(base: int) -> Keys:
    out = np.empty(_LONGEST + 1, np.uint64)
    value = 1
    for place in range(_LONGEST + 1):
        out[place] = value
        value = value * base % 2**64
    return out


_UP: Final = _powers(_BASE)
_DOWN: Final = _powers(_INVERSE)
_SPACE: Final = 32


class Pieces:
    """A text prepared for cutting: its words, each with a space before and after it."""

    def __init__(self, words: str, *, padded: bool = True) -> None:
        text = f" {words.replace(' ', '  ')} " if padded and words else words
        self.codes = np.frombuffer(text[:_LONGEST].encode("utf-32-le"), np.uint32).astype(np.uint64)
        length = len(self.codes)
        self._sums = np.zeros(length + 1, np.uint64)
        np.cumsum((self.codes + np.uint64(7)) * _UP[:length], out=self._sums[1:])
        space = self.codes == _SPACE
        self._space = space
        # How many places so far stand between two words; a piece that holds one of them is no piece.
        gaps = np.zeros(length, np.int32)
        if length > 1:
            gaps[1:] = space[1:] & space[:-1]
        self._gaps = np.concatenate(([0], np.cumsum(gaps)))

    def of_length(self, size: int, salt: int) -> Keys:
        """The keys of all pieces of `size` characters that lie within one padded word."""
        count = len(self.codes) - size + 1
        if count <= 0:
            return np.zeros(0, np.uint64)
        whole = self._gaps[size:] == self._gaps[1 : count + 1] if size > 1 else ~self._space
        starts = np.flatnonzero(whole)
        return _mix((self._sums[starts + size] - self._sums[starts]) * _DOWN[starts], size, salt)

    def words(self, size: int, salt: int) -> Keys:
        """The keys of all runs of `size` words."""
        inside = np.concatenate(([False], ~self._space, [False]))
        edges = np.flatnonzero(inside[1:] != inside[:-1])
        starts, ends = edges[0::2], edges[1::2]
        if len(starts) < size:
            return np.zeros(0, np.uint64)
        first, last = starts[: len(starts) - size + 1], ends[size - 1 :]
        return _mix((self._sums[last] - self._sums[first]) * _DOWN[first], 100 + size, salt)


def _mix(keys: Keys, size: int, salt: int) -> Keys:
    keys = (keys ^ np.uint64((size << 8 | salt) * 0xD6E8FEB86659FD93 % 2**64)) * np.uint64(0xFF51AFD7ED558CCD)
    return keys ^ (keys >> np.uint64(32))


def find(table: Keys, keys: Keys) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
    """Where each key stands in a sorted table, and whether it stands there at all."""
    places = np.searchsorted(table, keys)
    places[places == len(table)] = 0
    return places, (table[places] == keys) if len(table) else np.zeros(len(keys), np.bool_)
