"""What a denial's words reach by grammar, and whether a sign among them is denied by that."""
