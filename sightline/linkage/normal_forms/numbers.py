"""Reads the numbers that can say who or what is meant: NHS number, UPN, telephone, registration, postcode.

A number with a wrong check digit is no number at all here. It is kept in the record as written, but joins nobody.
Numbers of the NHS test range (999...) with a right check digit count as valid.
"""

import re

import phonenumbers

from sightline.linkage.settings import Placeholders

NOT_DIGITS = re.compile(r"[^0-9]")
NOT_PLAIN = re.compile(r"[^A-Z0-9]")
UPN = re.compile(r"([A-Z])(\d{11})([0-9A-Z])")
UPN_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
POSTCODE = re.compile(r"[A-Z]{1,2}\d[A-Z\d]?\d[A-Z]{2}")
BRITISH = re.compile(r"(?:0044|44|0)(7\d{9}|[12]\d{8,9})")
REGISTRATION = re.compile(
    r"[A-Z]{2}\d{2}[A-Z]{3}|[A-Z]\d{1,3}[A-Z]{3}|[A-Z]{3}\d{1,3}[A-Z]|[A-Z]{1,3}\d{1,4}|\d{1,4}[A-Z]{1,3}"
)


def read_nhs_number(text: str, *, placeholders: Placeholders) -> str:
    """The ten digits of a valid NHS number, else empty text."""
    digits = NOT_DIGITS.sub("", text)
    if len(digits) != 10 or placeholders.is_no_number(digits):
        return ""
    rest = -sum(int(digit) * (10 - place) for place, digit in enumerate(digits[:9])) % 11
    return digits if rest == int(digits[9]) else ""


def read_upn(text: str, *, placeholders: Placeholders) -> str:
    """A unique pupil number whose check letter is right, else empty text. The last place may be a letter."""
    found = UPN.fullmatch(NOT_PLAIN.sub("", text.upper()))
    if not found or placeholders.is_no_number(found[2]):
        return ""
    check, digits, last = found.groups()
    if last.isalpha() and last not in UPN_LETTERS:
        return ""
    values = [*(int(digit) for digit in digits), int(last) if last.isdigit() else UPN_LETTERS.index(last)]
    total = sum(value * place for place, value in enumerate(values, start=2))
    return found[0] if UPN_LETTERS[total % len(UPN_LETTERS)] == check else ""


def read_local_id(text: str, *, placeholders: Placeholders) -> str:
    """An agency's own number without blanks around it; empty text where it only says that there is none."""
    number = " ".join(text.upper().split())
    return "" if placeholders.is_no_local_id(number) else number


def read_phone(text: str, *, placeholders: Placeholders) -> str:
    """A telephone number in E.164, else empty text. British numbers count by their shape, drama ranges too."""
    digits = NOT_DIGITS.sub("", text.replace("(0)", ""))
    if placeholders.is_no_phone(digits):
        return ""
    british = BRITISH.fullmatch(digits)
    return f"+44{british[1]}" if british else _read_foreign_phone(text)


def _read_foreign_phone(text: str) -> str:
    try:
        number = phonenumbers.parse(text, "GB")
    except phonenumbers.NumberParseException:
        return ""
    # A local number without its area code is no number: every area has one like it.
    if phonenumbers.is_possible_number_with_reason(number) != phonenumbers.ValidationResult.IS_POSSIBLE:
        return ""
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


def read_registration(text: str) -> tuple[str, bool]:
    """A registration mark without blanks, and whether it is whole and of a shape that is issued."""
    partial = "?" in text or "*" in text
    registration = NOT_PLAIN.sub("", text.upper())
    return registration, not partial and REGISTRATION.fullmatch(registration) is not None


def read_postcode(text: str, *, placeholders: Placeholders) -> str:
    """A postcode with its one blank, else empty text."""
    postcode = NOT_PLAIN.sub("", text.upper())
    if not POSTCODE.fullmatch(postcode) or postcode in placeholders.postcodes:
        return ""
    return f"{postcode[:-3]} {postcode[-3:]}"
