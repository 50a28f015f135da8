"""What is counted of calls: what each measure is, over which days, and whether two figures differ past chance."""
