"""The pages for matching two people or splitting one."""
