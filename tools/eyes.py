"""What eyes that lack a kind of cone see: Machado, Oliveira and Fernandes 2009, severity 1, on linear RGB."""

from __future__ import annotations

import numpy as np
from PIL import Image

Triple = tuple[float, float, float]
Matrix = tuple[Triple, Triple, Triple]

CONES: dict[str, Matrix] = {
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}


def seen_with(picture: Image.Image, eyes: str) -> Image.Image:
    """Return a picture as eyes of a kind see it."""
    shown = np.asarray(picture.convert("RGB"), dtype=np.float32) / 255
    light = np.where(shown <= 0.04045, shown / 12.92, ((shown + 0.055) / 1.055) ** 2.4)
    seen = np.clip(light @ np.array(CONES[eyes], dtype=np.float32).T, 0, 1)
    back = np.where(seen <= 0.0031308, seen * 12.92, 1.055 * seen ** (1 / 2.4) - 0.055)
    return Image.fromarray((back * 255).round().astype(np.uint8))
