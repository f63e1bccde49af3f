// Coverage of a segment with round ends, in the dash's or the gap's colour.
uniform float pattern[6]; // where dash, gap, dash, gap … end, by arc length; the last is the period
uniform vec4 gap;         // premultiplied

in vec4 at;
flat in float before;
flat in vec4 tint;

out vec4 pixel;

void main()
{
    float beyond = max(max(-at.x, at.x - at.z), 0.0);
    float away = sqrt(beyond * beyond + at.y * at.y) - at.w;
    float s = mod(before + clamp(at.x, 0.0, at.z), pattern[5]);
    float dash = step(s, pattern[0]) + step(pattern[1], s) * step(s, pattern[2]) +
                 step(pattern[3], s) * step(s, pattern[4]);
    pixel = mix(gap, tint, min(dash, 1.0)) * clamp(0.5 - away, 0.0, 1.0);
}
