"""Pages of pictures: each shows a drawing, the sentence that it says, and the table with the same rows."""
