"""What the owner says about the shop, the stores and the window."""
