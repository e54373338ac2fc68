"""What is done with draft reports: made, written to, and saved as files."""
