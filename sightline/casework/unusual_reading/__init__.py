"""Unusual reading: questions for a manager about what an account opened, and the list of people in the news."""
