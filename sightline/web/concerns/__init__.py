"""The pages of concerns: entering one, what was sent, receiving and telling back."""
