"""How early it could have been seen: the page of a review with the first days, and the question asked the other way."""
