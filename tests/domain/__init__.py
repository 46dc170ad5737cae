"""Stories of the ground floor: values and rules that stand without anything else."""
