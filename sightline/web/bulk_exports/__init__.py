"""The pages of bulk exports: the list of requests, and the answer of a second person."""
