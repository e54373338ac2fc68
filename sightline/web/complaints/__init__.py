"""The pages of complaints about the use of data: entering one, the list, one complaint, and what is done about it."""
