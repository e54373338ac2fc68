"""Comments on concerns, items, meetings and subject files: they answer nothing, and may mention who can read them."""
