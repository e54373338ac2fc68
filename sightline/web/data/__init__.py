"""The pages of data: files, rejected rows, runs and help."""
