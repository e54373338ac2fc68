"""What is read of roles and rotas, for one reader."""
