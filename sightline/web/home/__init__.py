"""The pages of home: the first page by role."""
