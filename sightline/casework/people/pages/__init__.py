"""What pages of people are given, and the words that they offer."""
