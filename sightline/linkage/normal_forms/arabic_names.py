"""Writes names that stand in Arabic letters in Latin ones, by a list: the script leaves vowels out."""

import re
from functools import cache

from sightline.linkage.settings import FOLDER
from sightline.rulebook.files import read_csv

ARABIC = re.compile(r"[\u0600-\u06ff]+")
# Vowel marks and the stroke that only lengthens a word.
SIGNS = re.compile(r"[\u0610-\u061a\u064b-\u065f\u0670\u0640]")
# Alif, ya, kaf and ha have forms by language and by place in the word.
PLAIN = str.maketrans(
    "\u0623\u0625\u0622\u0671\u0649\u06cc\u06a9\u0629\u06c1\u06c3\u06d5",
    "\u0627\u0627\u0627\u0627\u064a\u064a\u0643\u0647\u0647\u0647\u0647",
)
ARTICLE, SERVANT = "\u0627\u0644", "\u0639\u0628\u062f"


@cache
def read_arabic_names() -> dict[str, str]:
    """By name in plain Arabic letters the same in Latin ones."""
    return {row["written"]: row["latin"] for row in read_csv(FOLDER, "arabic_names.csv")}


def write_in_latin(text: str) -> str:
    """The text with each listed Arabic name in Latin letters; al and abdul are read before a listed name too."""
    if not ARABIC.search(text):
        return text
    plain = SIGNS.sub("", text).translate(PLAIN)
    return ARABIC.sub(lambda word: _write(word[0]), plain.replace(f"{SERVANT} {ARTICLE}", SERVANT + ARTICLE))


def _write(word: str) -> str:
    names = read_arabic_names()
    if word in names:
        return names[word]
    for before, latin in ((SERVANT + ARTICLE, "abdul"), (ARTICLE, "al ")):
        rest = word.removeprefix(before)
        if rest != word and rest in names:
            return latin + names[rest]
    return word
