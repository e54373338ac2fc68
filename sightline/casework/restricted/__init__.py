"""Restricted records whose existence may not be told: their own agency shares them, or refuses with a reason."""
