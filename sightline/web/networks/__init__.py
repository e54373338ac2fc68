"""The pages of networks: lists, entities, pictures, maps and files."""
