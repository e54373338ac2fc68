"""The page on which managers confirm or end the access of their people each quarter."""
