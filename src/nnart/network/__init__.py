"""Networks: layers of weights, drawn from a recipe or given by hand."""
