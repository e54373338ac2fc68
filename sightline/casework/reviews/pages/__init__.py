"""What the pages of learning reviews are given."""
