"""The life line of a child: homes, schools, workers and legal status, from records."""
