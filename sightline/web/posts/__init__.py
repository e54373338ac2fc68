"""The pages of responsible people and rotas."""
