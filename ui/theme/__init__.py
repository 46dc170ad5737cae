"""How the desk looks: tokens of colour, space and type, turned into a palette and a style sheet."""
