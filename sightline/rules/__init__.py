"""DATA ONLY: law, guidance, local procedure, agency mappings, the linkage model. Read through `sightline.rulebook`."""
