"""What pages of networks are given, and the words that they offer."""
