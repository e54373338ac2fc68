"""Files of a review that leave the review team: with codes in place of names, and back again."""
