"""The Campaigns screen: what is said to customers, and what came of it."""
