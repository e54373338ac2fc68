"""The commands about accounts, with the lists that they print and the short form of adding one."""
