"""What mail services tell after a sending: opened, clicked, bounced, refused."""
