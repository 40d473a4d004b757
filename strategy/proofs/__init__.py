"""Proofs: what plans, progress reports and bulletins would say if they were released now."""
