"""Protected addresses in what people write and read here: the filter of every answer, and the named decisions."""
