"""The type of each row that `serve.sqlite` gives, printed from the tables as they are declared."""
