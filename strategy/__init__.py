"""What the system wants: plans, priorities, metrics."""
