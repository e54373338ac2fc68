"""The pages of posts with too much work, and their daily list."""
