"""The pages of sight: which body sees a child by decision."""
