"""Erases rows of what was received: from the tables of each file, from its bytes, and from what comes in later."""
