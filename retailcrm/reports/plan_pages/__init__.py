"""The pages on which a plan is laid before the partner who must agree."""
