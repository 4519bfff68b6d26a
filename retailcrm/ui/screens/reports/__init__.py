"""The printed month, and what was printed before."""
