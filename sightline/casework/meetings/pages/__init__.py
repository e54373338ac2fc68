"""What pages of meetings are given, and the words that they offer."""
