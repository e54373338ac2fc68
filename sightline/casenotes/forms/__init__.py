"""What forms ask and what is answered: a sign that only a question names is said by nobody."""
