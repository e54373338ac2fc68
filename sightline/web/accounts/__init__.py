"""The pages of accounts: invitations, links, and changes to an account."""
