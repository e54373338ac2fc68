"""The pages of the sharing ledger."""
