"""The planner: what a program would bring next year, from the shop's own receipts."""
