"""Boards, people, seats and rights."""
