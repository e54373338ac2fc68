"""The pages of adults named in records: the list, one adult, asking whether it is safe, and what is recorded."""
