"""Member cards: their numbers, codes and sheets of paper."""
