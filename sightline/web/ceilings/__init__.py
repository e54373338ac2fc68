"""The pages of posts over their ceiling and their daily list."""
