"""The pages of posts and rotas."""
