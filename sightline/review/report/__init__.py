"""The draft report of a learning review: sentences made from dated facts, each with the records that it comes from."""
