"""Everyone the shop knows: the table and the profile."""
