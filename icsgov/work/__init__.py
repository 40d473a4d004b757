"""Work rows, the clock and the outbox of messages."""
