"""The pages of requests to pass records on: asking about a record, the list, one request, and the answer."""
