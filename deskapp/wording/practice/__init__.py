"""What is practised, how a try was, and what is wrong with a scenario, in words."""
