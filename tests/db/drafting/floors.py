"""What drafting must reach on the marked-up texts: the aims of the product, and the floors that hold what is reached."""

from __future__ import annotations

# (noun, measure) -> aim, on the texts held back
AIMS: dict[tuple[str, str], float] = {
    ("dates", "precision"): 0.95,
    ("dates", "recall"): 0.85,
    ("places", "precision"): 0.90,
    ("places", "recall"): 0.85,
    ("incidents", "f1"): 0.80,
}
