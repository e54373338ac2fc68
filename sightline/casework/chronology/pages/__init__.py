"""What pages of a person's chronology are given, and the words that they offer."""
