"""The commands about what comes in: the mapping workshop."""
