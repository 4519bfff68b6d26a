"""Lists as mail services read them, what these tell in return, and letters to addresses."""
