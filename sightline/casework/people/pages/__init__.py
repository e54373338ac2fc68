"""What pages of this domain are given, and the words that they offer."""
