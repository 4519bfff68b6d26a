"""Pictures drawn by matplotlib in the program's own look: facts in, marks that open rows out."""
