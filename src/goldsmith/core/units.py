"""Units of measure by their names in six languages, and what one of them is in another."""

from __future__ import annotations

import functools
import re

_UNITS: dict[str, dict[float, str]] = {
    "m": {
        1e-3: "mm millimetres? millimeters? milimetros? millimetri",
        1e-2: "cm centimetres? centimeters? centimetros? centimetri zentimeter",
        1.0: "m metres? meters? metros? metri",
        1e3: "km kilometres? kilometers? kilometros? quilometros? chilometri",
    },
    "m2": {
        1.0: "m2 m² square_met(?:re|er)s? metros_cuadrados quadratmeter metres_carres",
        1e4: "ha hectares? hectareas? hektar",
        1e6: "km2 km² square_kilomet(?:re|er)s? kilometros_cuadrados quadratkilometer kilometres_carres",
    },
    "g": {
        1e-3: "mg",
        1.0: "g grams? gramm grammes? gramos? gramas? grammi",
        1e6: "t tonnes? toneladas? tonnen tonnellate",
        1e3: "kg kilos? kilograms? kilogramm kilogrammes? kilogramos? quilos? chili",
    },
    "s": {
        1e-3: "ms",
        1.0: "s sec seconds? segundos? secondes? sekunden? secondi",
        60.0: "min minutes? minutos? minuten? minuti",
        3600.0: "h hours? horas? heures? stunden? ore",
        86400.0: "days? dias? jours? tage? giorni",
    },
    "l": {1e-3: "ml", 1.0: "l litres? liters? litros? litri"},
    "ft": {1 / 12: "inch inches", 1.0: "ft foot feet", 5280.0: "miles?"},
    "oz": {1.0: "oz ounces?", 16.0: "lbs?"},
    "year": {1.0: "years? anos? ans jahre? anni"},
    "px": {1.0: "px pixels?"},
    "$": {1.0: r"\$ usd dollars? dolares dolar"},
    "€": {1.0: "€ eur euros?"},
    "£": {1.0: "£ gbp"},
    "¥": {1.0: "¥ yen yuan"},
    "%": {1.0: "% percent per_cent por_?ciento por_?cento pour_?cent per_?cento prozent"},
}
_BRIDGES = {("ft", "m"): 0.3048, ("oz", "g"): 28.349523125}
"""How many of the second unit make one of the first."""


@functools.lru_cache(maxsize=1024)
def unit_of(written: str) -> tuple[str, float]:
    """The unit that all of its kind are counted in, and how many of it the one written (folded) is: km is 1000 m.

    Nothing and 1 for what is no unit.
    """
    for unit, sizes in _UNITS.items():
        for factor, names in sizes.items():
            if any(re.fullmatch(name.replace("_?", r"\s?").replace("_", r"\s"), written) for name in names.split()):
                return unit, factor
    return "", 1.0


def converted(one: tuple[str, float], other: tuple[str, float]) -> float | None:
    """How many of the other unit make one of the first, as `unit_of` gives them; None where they measure other things.

    >>> converted(unit_of("km"), unit_of("m"))
    1000.0
    """
    (kind, factor), (wanted, size) = one, other
    if not kind or not wanted:
        return None
    bridge = 1.0 if kind == wanted else _BRIDGES.get((kind, wanted)) or _inverse(_BRIDGES.get((wanted, kind)))
    return bridge * factor / size if bridge else None


def _inverse(factor: float | None) -> float | None:
    return 1 / factor if factor else None
