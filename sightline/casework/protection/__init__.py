"""Protected addresses in what people write and read: the filter on every response, and the named decisions."""
