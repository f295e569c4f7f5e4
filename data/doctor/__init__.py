"""What is unsafe or broken about this installation: facts, gathered once, then judged."""
