"""The pages of questions about unusual reading, and of people in the news."""
