"""The pages of sealed rolls."""
