"""The pages of concerns: entering, sending, acknowledging and feedback."""
