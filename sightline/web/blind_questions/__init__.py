"""The pages of blind questions: asking who knows a child, the answer, a signal to be called, and who to call."""
