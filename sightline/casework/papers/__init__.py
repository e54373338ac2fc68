"""Papers before real data: who recorded which, what is missing, and the refusal of files until all are recorded."""
