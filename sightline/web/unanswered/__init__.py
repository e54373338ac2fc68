"""The pages of unanswered questions."""
