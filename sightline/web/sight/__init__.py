"""The pages of sight: decisions that let a body see a child."""
