"""The page of who has looked at a child, for information governance alone."""
