"""What the tables say in numbers: each claim that can be tested, tested."""
