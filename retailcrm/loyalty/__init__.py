"""How points are earned, used and lost: arithmetic on values, no clock and no books."""
