// Opaque strokes: one quad a segment, drawn as the distance to a line with round ends.
uniform vec2 frame; // the pixel of the frame, y down, is frame.x + x, frame.y − y

flat in vec2 corner;
flat in vec4 at;  // along and across the segment from its first end, its length, half its width
flat in vec2 way; // the segment's direction
flat in vec4 tint;

out vec4 pixel;

void main()
{
    // From the corner, which is the same in every part of a frame that is drawn in parts.
    vec2 from = vec2(frame.x + gl_FragCoord.x, frame.y - gl_FragCoord.y) - corner;
    float u = at.x + dot(from, way), v = at.y + way.x * from.y - way.y * from.x;
    float beyond = max(max(-u, u - at.z), 0.0);
    float away = sqrt(beyond * beyond + v * v) - at.w;
    pixel = tint * clamp(0.5 - away, 0.0, 1.0);
}
