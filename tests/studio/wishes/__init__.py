"""What is wished for."""
