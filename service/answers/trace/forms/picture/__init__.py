"""Pictures of answers as SVG: where nodes stand, how edges run between them, and how both are drawn."""
