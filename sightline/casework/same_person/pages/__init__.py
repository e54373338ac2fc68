"""What pages of answers to "same person?" are given, and the words that they offer."""
