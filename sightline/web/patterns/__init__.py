"""The pages of recognised patterns."""
