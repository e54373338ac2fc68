"""The pages of counts and estimates."""
