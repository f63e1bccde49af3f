// Coverage of a segment with round ends. A pixel beyond the mitre line of a join belongs to the
// neighbour, so that joins are round. Both neighbours have the same numbers of their common line
// and ask the same question of the pixel's middle: nothing is painted twice or left out.
in vec4 at;
flat in vec3 enter;
flat in vec3 leave;
flat in vec4 tint;

out vec4 pixel;

void main()
{
    float beyond = max(max(-at.x, at.x - at.z), 0.0);
    float away = sqrt(beyond * beyond + at.y * at.y) - at.w;
    bool entered = dot(gl_FragCoord.xy, enter.xy) >= enter.z;
    bool left = dot(gl_FragCoord.xy, leave.xy) >= leave.z;
    pixel = entered && !left ? tint * clamp(0.5 - away, 0.0, 1.0) : vec4(0.0);
}
