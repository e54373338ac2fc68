"""Reports with a margin that holds the numbers of records, in each form."""
