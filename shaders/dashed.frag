// Coverage of a segment with round ends, in the dash's or the gap's colour.
uniform vec2 frame; // the pixel of the frame, y down, is frame.x + x, frame.y − y
uniform float pattern[6]; // where dash, gap, dash, gap … end, by arc length; the last is the period
uniform vec4 gap;         // premultiplied

flat in vec2 corner;
flat in vec4 at;
flat in vec2 way;
flat in float before;
flat in vec4 tint;

out vec4 pixel;

void main()
{
    // From the corner, which is the same in every part of a frame that is drawn in parts.
    vec2 from = vec2(frame.x + gl_FragCoord.x, frame.y - gl_FragCoord.y) - corner;
    float u = at.x + dot(from, way), v = at.y + way.x * from.y - way.y * from.x;
    float beyond = max(max(-u, u - at.z), 0.0);
    float away = sqrt(beyond * beyond + v * v) - at.w;
    float s = mod(before + clamp(u, 0.0, at.z), pattern[5]);
    float dash = step(s, pattern[0]) + step(pattern[1], s) * step(s, pattern[2]) +
                 step(pattern[3], s) * step(s, pattern[4]);
    pixel = mix(gap, tint, min(dash, 1.0)) * clamp(0.5 - away, 0.0, 1.0);
}
