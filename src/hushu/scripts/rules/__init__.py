"""Pure decisions about scripts: what they are made of, which variables they may carry, how two wordings differ."""
