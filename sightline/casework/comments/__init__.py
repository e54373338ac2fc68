"""Comments on concerns, items, meetings and working files: they answer nothing, and may mention who can read them."""
