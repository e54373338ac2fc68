"""What a request for data finds in the domains below: matches, earlier versions, answers, additions and letters."""
