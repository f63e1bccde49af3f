#!/usr/bin/env python3
# Writes the numbers that base/maths needs, worked out in integers of 1,600 binary places from the
# series of e^x, sin x and atan x alone: tables.py FILE.c
import sys
from fractions import Fraction

PLACES = 1600
ONE = 1 << PLACES
LIMBS = 8   # of a struct wide


def times(a, b):
    return a * b >> PLACES


def arc_tangent(a, b):
    """atan(a/b) for 0 <= a/b <= 1: halved until the series is short."""
    x, halvings = (a << PLACES) // b, 0
    while x > ONE >> 6:
        x, halvings = times(x, ONE) * ONE // (ONE + root(ONE + times(x, x))), halvings + 1
    term, total, n, square = x, 0, 1, times(x, x)
    while term:
        total += (1 - (n & 2)) * (term // n)
        term, n = times(term, square), n + 2
    return total << halvings


def root(x):
    low = 1 << ((x << PLACES).bit_length() + 1) // 2
    while True:
        next_one = (low + (x << PLACES) // low) >> 1
        if next_one >= low:
            return low
        low = next_one


def exponential(x):
    """e^x for |x| <= 1."""
    term, total, n = ONE, 0, 1
    while term and term != -1:
        total += term
        term, n = times(term, x) // n, n + 1
    return total


def sine(x):
    """sin x for |x| <= 5."""
    term, total, n, square = x, 0, 1, times(x, x)
    while term:
        total += term if n & 2 == 0 else -term
        term, n = times(term, square) // ((n + 1) * (n + 2)), n + 2
    return total


def log_near_1(a, b):
    """log(a/b) = 2 artanh((a-b)/(a+b)) for a/b between 1/2 and 2."""
    x = ((a - b) << PLACES) // (a + b)
    term, total, n, square = x, 0, 1, times(x, x)
    while term and term != -1:
        total += term // n
        term, n = times(term, square), n + 2
    return 2 * total


def as_double(x):
    return float(Fraction(x, ONE))


def to_places(x, places):
    """The nearest multiple of 2^-places."""
    unit = 1 << (PLACES - places)
    return (x + unit // 2) // unit * unit


def pair(x, places=None):
    """Two doubles whose sum is x to 100 bits and more, the first of few places where asked for."""
    high = to_places(x, places) if places else int(Fraction(as_double(x)) * ONE)
    return as_double(high), as_double(x - high)


def limbs(x, count):
    """The `count` highest limbs of x, the highest first."""
    shift = x.bit_length() - 32 * count
    x = x >> shift if shift > 0 else x << -shift
    return [x >> 32 * (count - 1 - i) & 0xFFFFFFFF for i in range(count)]


def rows(name, values, out):
    width = len(values[0])
    out.append(f"const double {name}[{len(values)}][{width}] = {{")
    out.extend("    {" + ", ".join(value.hex() for value in row) + "}," for row in values)
    out.append("};")


def words(name, values, out):
    out.append(f"const uint32_t {name}[{len(values)}] = {{")
    out.append("    " + ", ".join(f"0x{value:08X}u" for value in values) + "};")


def main():
    pi = 16 * arc_tangent(1, 5) - 4 * arc_tangent(1, 239)  # Machin 1706
    log_2 = log_near_1(2, 1)
    e = exponential(ONE)
    assert abs(e - exponential(ONE // 2) ** 2 // ONE) < 1 << 20
    out = ['#include "base/maths/tables.h"', ""]

    # 2^(i/256).
    rows("maths_powers", [pair(exponential(log_2 * i // 256), 26) for i in range(256)], out)
    # sin(i pi/512).
    rows("maths_sines", [pair(sine(pi * i // 512), 26) for i in range(768)], out)
    # atan(i/128).
    rows("maths_arcs", [pair(arc_tangent(i, 128)) for i in range(129)], out)
    # c about 1/m for m from 1 + i/256 on, halved from the square root of 2 on, and -log c; where m
    # is next to 1, c is 1. c is so short that m c - 1 is a double.
    table = []
    for i in range(256):
        halved = i >= 106
        middle = Fraction(2 * i + 513, 1024 if halved else 512)
        unit = 256 if halved else 512
        c = 1 if i in (0, 255) else Fraction(round(unit / middle), unit)
        log_c = 0 if c == 1 else log_near_1(Fraction(c).numerator, Fraction(c).denominator)
        table.append((float(c), *pair(-log_c, 42)))
    rows("maths_logs", table, out)

    def constant(name, *parts):
        out.append(f"const double {name}[{len(parts)}] = {{{', '.join(part.hex() for part in parts)}}};")

    def parts(x, *places):
        """x in pieces that end at these places, and the rest."""
        result = []
        for place in places:
            piece = to_places(x, place)
            result.append(as_double(piece))
            x -= piece
        return result + [as_double(x)]

    constant("maths_log_of_2_parts", *parts(log_2, 42))
    constant("maths_log_of_2_256th", *parts(log_2 // 256, 42))
    constant("maths_pi_512th", *parts(pi // 512, 40, 73))
    constant("maths_half_pi", *pair(pi // 2))
    constant("maths_pi", *pair(pi))
    constant("maths_log_of_2", *pair(log_2))
    constant("maths_per_log2", *pair(ONE * ONE // log_2))
    log_10 = 3 * log_2 + log_near_1(5, 4)
    constant("maths_per_log10", *pair(ONE * ONE // log_10))
    words("maths_wide_log2", limbs(log_2, LIMBS), out)
    words("maths_wide_log10", limbs(log_10, LIMBS), out)
    words("maths_wide_pi", limbs(pi, LIMBS), out)
    # 2/pi, a fraction from its first limb on.
    quotient = 2 * ONE * ONE // pi
    words("maths_two_over_pi", [quotient >> PLACES - 32 * (i + 1) & 0xFFFFFFFF for i in range(48)], out)
    with open(sys.argv[1], "w", encoding="ascii") as file:
        file.write("\n".join(out) + "\n")


main()
