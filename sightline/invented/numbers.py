"""Numbers that look right and belong to nobody: NHS, pupil, telephone, registration marks, postcodes.

Telephones come from the ranges that the regulator keeps free for drama, of which there are 2,000; in a large
partnership the same number stands with several households.
"""

from typing import Final

UPN_LETTERS: Final = "ABCDEFGHJKLMNPQRTUVWXYZ"
REGISTRATION_LETTERS: Final = "ABCDEFGHJKLMNOPRSTUVWXY"
AREA_LETTERS: Final = "ACDEFGHJKLM"  # after U, which no registration office has
POSTCODE_LETTERS: Final = "ABDEFGHJLNPQRSTUWXYZ"
NHS_PREFIXES: Final = (999, 998, 997)
NHS_IN_PREFIX: Final = 900_000
GROUP_PHONES: Final = 200


def nhs_number(number: int) -> str:
    """The number-th ten-digit number of the test range 999 with a right check digit; 998 and 997 when it is full."""
    prefix, within = divmod(number, NHS_IN_PREFIX)
    stem, place = divmod(within, 9)
    digits = f"{NHS_PREFIXES[prefix]}{stem * 7919 % 100_000:05}"
    total = sum(int(digit) * weight for digit, weight in zip(digits, range(10, 2, -1), strict=True))
    last = [digit for digit in range(10) if (total + 2 * digit) % 11 != 1][place]
    return f"{digits}{last}{-(total + 2 * last) % 11}"


def pupil_number(number: int, *, born_year: int) -> str:
    """A unique pupil number with its check letter, of an authority (999) that does not exist."""
    school, serial = divmod(number, 1000)
    digits = f"999{4000 + school % 6000:04}{(born_year + 5) % 100:02}{serial:03}"
    total = sum(int(digit) * weight for weight, digit in enumerate(digits, start=2))
    return UPN_LETTERS[total % len(UPN_LETTERS)] + digits


def household_phone(number: int) -> str:
    """A drama number for a household: 1,800 different ones, mobiles and land lines, then again from the first."""
    place = number * 7 % 1800
    return f"07700 900{GROUP_PHONES + place}" if place < 800 else f"01632 960{place - 800:03}"


def group_phone(number: int) -> str:
    """A drama mobile that no household has; 200 of them."""
    return f"07700 900{number % GROUP_PHONES:03}"


def registration(number: int) -> str:
    """A mark of the present shape, with area letters that are not issued: 11 x 23 x 23 x 23 x 10 of them."""
    shuffled = number * 104_729 % 1_338_370
    rest, area = divmod(shuffled, len(AREA_LETTERS))
    letters = ""
    for _ in range(3):
        rest, place = divmod(rest, len(REGISTRATION_LETTERS))
        letters += REGISTRATION_LETTERS[place]
    return f"U{AREA_LETTERS[area]}{14 + rest % 10} {letters}"


def postcode(number: int) -> str:
    """A postcode of the area ZZ, which does not exist; 240,000 of them (district 99 is left to real pseudo-codes)."""
    rest, last = divmod(number * 7919 % 240_000, len(POSTCODE_LETTERS))
    rest, first = divmod(rest, len(POSTCODE_LETTERS))
    district, sector = divmod(rest, 10)
    return f"ZZ{district + 1} {sector}{POSTCODE_LETTERS[first]}{POSTCODE_LETTERS[last]}"
