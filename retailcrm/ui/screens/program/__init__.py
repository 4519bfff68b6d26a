"""The program: its rules, tried on the past, the way from a discount, and what is owed."""
