"""Data the program ships: model bundles, products, forms, letters, fonts, icons, translations, sample."""
