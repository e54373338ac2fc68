"""The pages of comments: writing one and withdrawing one."""
