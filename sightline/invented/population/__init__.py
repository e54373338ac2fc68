"""Who lives in the invented area: households, adults of none, and the names that they have."""
