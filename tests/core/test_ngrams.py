import numpy as np

from bot.core.ngrams import Pieces, find


def test_pieces_do_not_cross_words():
    """The text ab cd gives the pieces of " ab " and of " cd ", as scikit-learn's char_wb does."""
    assert len(Pieces("ab cd").of_length(2, 1)) == 6
    assert len(Pieces("ab cd").of_length(4, 1)) == 2
    assert len(Pieces("ab cd").of_length(5, 1)) == 0


def test_a_piece_has_the_same_key_wherever_it_stands():
    one, other = Pieces("help me now"), Pieces("now then help")
    assert np.isin(Pieces("help").of_length(3, 1), other.of_length(3, 1)).all()
    assert np.isin(Pieces("now").words(1, 2), one.words(1, 2)).all()
    assert np.isin(Pieces("help me").words(2, 2), one.words(2, 2)).all()
    assert not np.isin(Pieces("me help").words(2, 2), one.words(2, 2)).any()


def test_lengths_and_salts_keep_keys_apart():
    assert not np.isin(Pieces("ab").of_length(4, 1), Pieces("ab").words(1, 1)).any()
    assert not np.isin(Pieces("ab").of_length(3, 1), Pieces("ab").of_length(3, 2)).any()


def test_keys_never_change():
    """They are stored in caches and in nobody's head."""
    assert int(Pieces("guardian").words(1, 1)[0]) == GUARDIAN


def test_many_words_have_different_keys():
    words = [f"{a}{b}{c}" for a in "abcdefghij" for b in "klmnopqrst" for c in "uvwxyzabcd"]
    assert len(set(np.concatenate([Pieces(word).words(1, 1) for word in words]).tolist())) == len(words)


def test_an_empty_text_and_a_very_long_one_do_no_harm():
    assert len(Pieces("").of_length(2, 1)) == 0
    assert len(Pieces("").words(1, 1)) == 0
    assert len(Pieces("a" * 100_000).of_length(5, 1)) < 5000


def test_find_tells_what_is_there():
    table = np.array([2, 5, 9], np.uint64)
    places, there = find(table, np.array([5, 6, 10], np.uint64))
    assert there.tolist() == [True, False, False]
    assert places[0] == 1
    assert find(np.zeros(0, np.uint64), np.array([1], np.uint64))[1].tolist() == [False]


GUARDIAN = 9696108953268921680
