"""One new mention, weighed and judged as the batch does it, without a database."""
