"""The commands of a learning review: what each agency knew, and when."""
