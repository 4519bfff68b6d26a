"""Small questions and lists in front of the window."""
