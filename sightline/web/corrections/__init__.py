"""The pages of notices of correction: the list, one notice, the reader's answer, and a reader told in another way."""
