// Coverage of a segment with round ends. A pixel beyond the mitre line of a join belongs to the
// neighbour, so that joins are round and nothing is painted twice.
in vec2 at;
flat in vec2 size;
flat in vec4 mitres;
flat in vec4 tint;

out vec4 pixel;

void main()
{
    float beyond = max(max(-at.x, at.x - size.x), 0.0);
    float away = sqrt(beyond * beyond + at.y * at.y) - size.y;
    float cover = clamp(0.5 - away, 0.0, 1.0);
    float before = dot(at, mitres.xy);
    float after = dot(at - vec2(size.x, 0.0), mitres.zw);
    cover *= step(-0.01, before) * step(after, 0.01);
    pixel = tint * cover;
}
