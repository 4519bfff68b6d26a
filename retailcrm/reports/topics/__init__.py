"""The pages about coming back, value, the program's return and the best cards."""
