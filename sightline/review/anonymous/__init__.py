"""Puts codes in place of names, numbers, addresses and days in the texts of a review, and the texts back again."""
