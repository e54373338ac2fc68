"""The pages of data: files, rows not imported, updates and help."""
