// Coverage of a segment with round ends.
in vec4 at;
flat in vec4 tint;

out vec4 pixel;

void main()
{
    float beyond = max(max(-at.x, at.x - at.z), 0.0);
    float away = sqrt(beyond * beyond + at.y * at.y) - at.w;
    pixel = tint * clamp(0.5 - away, 0.0, 1.0);
}
