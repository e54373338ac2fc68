"""What a place is called beside its mark, where its whole address has no room."""


def without_street(label: str) -> str:
    """The first part of an address, or its first two where the first is no more than the number of a house.

    "Mill Garage, 3 Mill Yard, Tarrowby" is "Mill Garage"; "14, Tern Close, Tarrowby" is "14 Tern Close".
    """
    first, *others = (part.strip() for part in label.split(","))
    has_word = any(len(word) > 1 and word.isalpha() for word in first.split())
    return first if has_word or not others else f"{first} {others[0]}"
