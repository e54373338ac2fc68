"""What changes roles and rotas: acts, and what is shown before they are done."""
