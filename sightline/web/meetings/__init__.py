"""The pages of meetings: opening one, its steps, and its minutes."""
