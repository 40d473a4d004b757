"""Demo data: South East London's boards, a real meeting's facts, and sample readers.

Facts were published. What is invented is called a sample, and no named person says it.
"""
