// Translucent strokes: as the opaque ones, and cut where they meet.
uniform vec4 viewport; // of the frame, in pixels: its left and upper end, width and height

in vec2 position; // pixels, y down
in vec4 place;    // along and across the segment from its first end, its length, half its width
in vec2 along;    // the segment's direction
in vec4 color;    // premultiplied
in vec3 first;    // the mitre line a·x + b·y = c of the join at either end, in the frame's pixels
in vec3 last;

flat out vec2 corner;
flat out vec4 at;
flat out vec2 way;
flat out vec3 enter;
flat out vec3 leave;
flat out vec4 tint;

void main()
{
    corner = position;
    at = place;
    way = along;
    enter = first;
    leave = last;
    tint = color;
    vec2 there = 2.0 * (position - viewport.xy) / viewport.zw;
    gl_Position = vec4(there.x - 1.0, 1.0 - there.y, 0.0, 1.0);
}
