"""Steps from one shape of the books to the next."""
