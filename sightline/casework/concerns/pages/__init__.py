"""What pages of concerns are given, and the words that they offer."""
