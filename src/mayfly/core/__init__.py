"""The words everything else is said in: values and rules, without clock, disk or network."""
