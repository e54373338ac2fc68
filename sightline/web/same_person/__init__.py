"""The pages of the questions 'same person?'."""
