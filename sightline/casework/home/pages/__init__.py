"""What pages of first pages are given, and the words that they offer."""
