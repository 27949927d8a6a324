"""Turns what people type into terms: one spelling for one word, whatever the keyboard, script or haste."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

LANGUAGES_WITH_SKELETON: Final = frozenset({"ar", "fa", "ps", "bg"})
"""Languages that people also write in Latin letters, each in a spelling of their own."""

_INVISIBLE = re.compile("[\u00ad\u061c\u200b\u200d-\u200f\u202a-\u202e\u2060-\u2069\ufeff\x00-\x08\x0b-\x1f\x7f-\x9f]")
_APOSTROPHES = re.compile("[\u2018\u2019\u02bc\u00b4`\u2032\uff07]")
_CONTRACTION = re.compile(r"(?<=\w)'(t|s|m|re|ve|ll|d)\b")
_LONG_RUN = re.compile(r"([^\W\d])\1{2,}")
_NOT_A_WORD = re.compile(r"[^\w]+|_")
# Links and addresses are ASCII and bounded: what is glued to them in another script stays, and no message takes long.
_LINK = re.compile(r"(?:https?://|www\.|t\.me/)[!-~]+|[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+", re.ASCII)
_PILED_MARKS = re.compile("([\u0300-\u036f\u064b-\u065f\u0610-\u061a]{4})[\u0300-\u036f\u064b-\u065f\u0610-\u061a]+")
_LITTLE: Final = 3
_LONGEST: Final = 4200
"""Characters that are read of one text, also after compatibility forms were spelt out."""

_ONE_LETTER = str.maketrans(
    {
        "đ": "d", "ð": "d", "ø": "o", "ł": "l", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i",
        # Arabic, Persian and Pashto keyboards give different letters for one sound and one look.
        "ي": "ی", "ى": "ی", "ې": "ی", "ۍ": "ی", "ئ": "ی", "ے": "ی", "ك": "ک", "ګ": "گ", "ة": "ه", "ۀ": "ه", "ە": "ه",
        "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ؤ": "و", "ء": None, "ـ": None, "\u200c": " ",
    }
)  # fmt: skip


def visible(text: str) -> str:
    """The text without control, zero-width and direction-changing characters; runs of spaces become one."""
    return " ".join(_INVISIBLE.sub("", text).split())


def fold(text: str) -> str:
    """One spelling for one word: no case, no marks, one form for each Arabic letter, Western digits, no emoji.

    Words are separated by single spaces. Text without letters or digits gives "". Marks are dropped on both sides of
    every comparison: that costs nothing where people write them and saves six to ten points where they do not.
    """
    text = _INVISIBLE.sub("", _LINK.sub(" ", _plain(text)))
    text = _CONTRACTION.sub(r"\1", _APOSTROPHES.sub("'", text))
    if not text.isascii():
        text = unicodedata.normalize("NFD", text.translate(_ONE_LETTER))
        text = "".join(c for c in text if unicodedata.category(c) != "Mn")
        text = "".join(str(unicodedata.decimal(c, c)) if c.isdigit() else c for c in text).translate(_ONE_LETTER)
    return _NOT_A_WORD.sub(" ", _LONG_RUN.sub(r"\1", text)).strip()


def _plain(text: str) -> str:
    """Compatibility forms spelt out, small letters; piles of marks cut, because normalising them takes long."""
    return unicodedata.normalize("NFKC", _PILED_MARKS.sub(r"\1", text[:_LONGEST]))[:_LONGEST].lower()


def marked_words(text: str) -> list[str]:
    """The words of a text with their marks, in small letters: what `fold` would make of them if it kept marks."""
    text = _INVISIBLE.sub("", _plain(text))
    text = _CONTRACTION.sub(r"\1", _APOSTROPHES.sub("'", _LINK.sub(" ", text)))
    return _NOT_A_WORD.sub(" ", _LONG_RUN.sub(r"\1", unicodedata.normalize("NFC", text))).split()


def is_han(char: str) -> bool:
    """Whether a character is a Chinese one."""
    return "\u4e00" <= char <= "\u9fff" or "\u3400" <= char <= "\u4dbf"


def says_little(folded: str) -> bool:
    """Whether folded text has fewer than three letters ("no", "m"); a Chinese character says as much as a word."""
    return len(folded.replace(" ", "")) < _LITTLE and not any(map(is_han, folded))


def split_han(folded: str) -> str:
    """Folded text in which every Chinese character stands alone, as a word does in other scripts."""
    if not any(map(is_han, folded)):
        return folded
    return " ".join("".join(f" {c} " if is_han(c) else c for c in folded).split())


# How each letter sounds in Latin letters, and how the many chat spellings of that sound are brought to one. The two
# sides meet in the consonant skeleton: measured on Arabic in foreign chat spelling, 36 % -> 62 % right first.
_ARABIC_SOUND: Final = {
    "ا": "", "ب": "b", "پ": "p", "ت": "t", "ټ": "t", "ث": "s", "ج": "j", "چ": "c", "ح": "h", "خ": "x", "ځ": "z", "څ": "s",
    "د": "d", "ډ": "d", "ذ": "z", "ر": "r", "ړ": "r", "ز": "z", "ژ": "j", "ږ": "g", "س": "s", "ش": "c", "ښ": "x", "ص": "s",
    "ض": "z", "ط": "t", "ظ": "z", "ع": "", "غ": "g", "ف": "f", "ق": "k", "ک": "k", "گ": "g", "ل": "l", "م": "m", "ن": "n",
    "ڼ": "n", "و": "", "ه": "h", "ی": "", "ھ": "h",
}  # fmt: skip
_CYRILLIC_SOUND: Final = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ж": "j", "з": "z", "и": "i", "к": "k", "л": "l", "м": "m",
    "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "h", "ц": "c", "ч": "4", "ш": "6",
    "щ": "6t", "ъ": "a", "ь": "", "ю": "u", "я": "a", "ы": "i", "э": "e",
}  # fmt: skip
_ARABIC_CHAT: Final = (
    ("tch", "c"), ("ch", "c"), ("sh", "c"), ("kh", "x"), ("gh", "g"), ("zh", "j"), ("dh", "z"), ("th", "s"), ("ph", "f"),
    ("ts", "s"), ("dz", "z"), ("dj", "j"), ("ck", "k"), ("5", "x"), ("7", "h"), ("9", "k"), ("8", "g"), ("3", ""), ("2", ""),
    ("6", "t"), ("4", "c"), ("q", "k"), ("v", "w"), ("w", ""), ("y", ""), ("a", ""), ("e", ""), ("i", ""), ("o", ""), ("u", ""),
)  # fmt: skip
_CYRILLIC_CHAT: Final = (
    ("sht", "6t"), ("sh", "6"), ("ch", "4"), ("zh", "j"), ("ts", "c"), ("ya", "a"), ("ia", "a"), ("ja", "a"), ("yu", "u"),
    ("iu", "u"), ("ju", "u"), ("q", "a"), ("w", "v"), ("y", "i"), ("x", "h"),
)  # fmt: skip
_DOUBLE = re.compile(r"(.)\1+")


def skeleton(folded: str, language: str) -> str:
    """The words as they sound, the same for native script and for any Latin spelling; "" for other languages.

    Arabic script keeps consonants only, because its vowels are not written; Cyrillic keeps its vowels.
    """
    if language not in LANGUAGES_WITH_SKELETON:
        return ""
    sounds, chat = (_CYRILLIC_SOUND, _CYRILLIC_CHAT) if language == "bg" else (_ARABIC_SOUND, _ARABIC_CHAT)
    heard = (_heard(word, sounds, chat) for word in folded.split())
    return " ".join(word for word in heard if word)


def _heard(word: str, sounds: dict[str, str], chat: tuple[tuple[str, str], ...]) -> str:
    if word.isdigit():
        return word
    if not word.isascii():
        return _DOUBLE.sub(r"\1", "".join(sounds.get(c, c) for c in word))
    for spelling, sound in chat:
        word = word.replace(spelling, sound)
    return _DOUBLE.sub(r"\1", word)


_BULGARIAN_LATIN: Final = dict(
    zip(
        "абвгдежзийклмнопрстуфхцчшщъьюя",
        [
            "a",
            "b",
            "v",
            "g",
            "d",
            "e",
            "zh",
            "z",
            "i",
            "y",
            "k",
            "l",
            "m",
            "n",
            "o",
            "p",
            "r",
            "s",
            "t",
            "u",
            "f",
            "h",
            "ts",
            "ch",
            "sh",
            "sht",
            "a",
            "y",
            "yu",
            "ya",
        ],
        strict=True,
    )
)
_BULGARIAN_CHAT: Final = _BULGARIAN_LATIN | {
    "ж": "j",
    "ц": "c",
    "ч": "4",
    "ш": "6",
    "щ": "6t",
    "ъ": "u",
    "я": "q",
    "ю": "iu",
    "й": "i",
}
_PERSIAN_LATIN: Final = {
    "ا": "a", "آ": "a", "ب": "b", "پ": "p", "ت": "t", "ث": "s", "ج": "j", "چ": "ch", "ح": "h", "خ": "kh", "د": "d", "ذ": "z",
    "ر": "r", "ز": "z", "ژ": "zh", "س": "s", "ش": "sh", "ص": "s", "ض": "z", "ط": "t", "ظ": "z", "ع": "a", "غ": "gh", "ف": "f",
    "ق": "gh", "ک": "k", "ك": "k", "گ": "g", "ګ": "g", "ل": "l", "م": "m", "ن": "n", "و": "o", "ه": "e", "ی": "i", "ي": "i",
    "ې": "e", "ۍ": "ai", "ټ": "t", "ډ": "d", "ړ": "r", "ڼ": "n", "ښ": "kh", "ږ": "g", "څ": "ts", "ځ": "z", "ئ": "i", "ة": "a",
    "ى": "a", "أ": "a", "إ": "i", "ؤ": "o", "ء": "", "َ": "a", "ِ": "e", "ُ": "o",
}  # fmt: skip


def romanised(text: str, language: str) -> list[str]:
    """How the text may look in Latin letters: two spellings for Bulgarian, one for ar, fa, ps, none for others.

    Vowels that Arabic script leaves out are guessed between two consonants. Good enough to recognise a language by.
    """
    text = text.lower()
    if language == "bg":
        return ["".join(table.get(c, c) for c in text) for table in (_BULGARIAN_LATIN, _BULGARIAN_CHAT)]
    if language not in LANGUAGES_WITH_SKELETON:
        return []
    words = []
    for word in text.split():
        latin = ""
        for place, char in enumerate(word):
            sound = _PERSIAN_LATIN.get(char, char if char.isascii() else "")
            if latin and sound.isalpha() and latin[-1] not in "aeiou" and sound[0] not in "aeiou":
                latin += "aaeo"[place % 4]
            latin += sound
        words.append(latin)
    return [" ".join(words)]
