"""What the shop's own receipts say about its customers: pure arithmetic."""
