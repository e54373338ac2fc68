"""Places: the pattern of signs at one place, and how that place compares with others of its type."""
