"""The pages of actions and deadlines: answering, disagreeing, reviewing."""
