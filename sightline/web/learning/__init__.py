"""The pages of models that a workspace trains: their reports, and the decision that puts one in force."""
