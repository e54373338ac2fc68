"""Folds a text for comparing without moving a character: small letters, straight quotes and dashes, plain spaces.

`str.lower` can make a text longer (İ becomes two), and then no offset gives the words back. Where it would, each
character is folded by itself.
"""

_SAME = {
    "‘": "'", "’": "'", "‛": "'", "`": "'", "´": "'", "ʼ": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"',
    "–": "-", "—": "-", "‐": "-", "‑": "-", "−": "-", "\u00a0": " ", "\u2009": " ", "\u202f": " ", "\t": " ",
    "\r": " ", "\n": " ",
}  # fmt: skip
_TABLE = str.maketrans(_SAME)
_SPACES = str.maketrans({"\t": " ", "\r": " ", "\n": " "})


def fold(text: str) -> str:
    """The text in small letters with plain quotes, dashes and spaces; exactly as long as it was."""
    lower = text.lower()
    if text.isascii():
        return lower.translate(_SPACES)
    if len(lower) != len(text):
        lower = "".join(low if len(low := char.lower()) == 1 else char for char in text)
    return lower.translate(_TABLE)


def stands_alone(folded: str, start: int, end: int) -> bool:
    """True where the words at start..end neither begin nor end inside a longer word."""
    return not (
        (start > 0 and folded[start - 1].isalnum() and folded[start].isalnum())
        or (end < len(folded) and folded[end].isalnum() and folded[end - 1].isalnum())
    )
