"""The pages of emergency access: opening restricted records, the records, what their holders and reviewers say."""
