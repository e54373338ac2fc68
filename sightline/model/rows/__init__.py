"""The type of each row of a snapshot, printed from the tables as they are declared."""
