"""Cards and labels: numbers, stock, printing."""
