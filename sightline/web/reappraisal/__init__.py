"""The pages of decisions that need review."""
