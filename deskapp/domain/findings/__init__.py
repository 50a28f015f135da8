"""What the record points to: training, process, policy or product that makes calls go on."""
