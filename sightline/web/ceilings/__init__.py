"""The pages of roles with too much work, and their daily list."""
