"""Retention: how long records are kept, what is due for review, holds, and decisions to erase."""
