"""Who is worth what: the grid, the three groups, the stages, the missing."""
