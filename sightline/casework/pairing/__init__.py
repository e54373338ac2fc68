"""Pairing: putting two people together, or splitting one, on somebody's own initiative."""
