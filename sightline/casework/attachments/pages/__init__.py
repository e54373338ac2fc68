"""What pages of documents that are added are given, and the words that they offer."""
