"""The pages of operation: what machines ask."""
