"""What the pages of access are given, and the words that their forms offer."""
