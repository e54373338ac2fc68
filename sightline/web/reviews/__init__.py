"""The pages of learning reviews: the list, the terms of one, and its chronology."""
