"""The pages of papers before real data: the list, recording one, and withdrawing one."""
