"""The pages of possible matches."""
