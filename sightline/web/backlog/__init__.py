"""The pages of go-live days and backlog."""
