"""What pages of signs in notes are given, and the words that they offer."""
