"""Files of the till on their way into the books."""
