"""The pages of accounts: invitations, links, and what may be done to one."""
