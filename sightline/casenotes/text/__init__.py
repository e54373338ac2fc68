"""A text made ready for searching: folded, cut into words, and in ranges that are asked by place."""
