"""The pages of requests for a person's data: the list, one request, what is done, each record's tests, the reply."""
