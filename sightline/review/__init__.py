"""Says what each agency knew and when: as the records were on an earlier day, and with nothing that came later."""
