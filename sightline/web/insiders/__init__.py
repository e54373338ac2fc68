"""The pages of insiders: declared people of an account, looks at them, and silent watches."""
