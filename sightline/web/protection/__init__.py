"""The pages of protected details."""
