// Strokes: one quad a segment, drawn as the distance to a line with round ends.
uniform vec2 viewport; // in pixels

in vec2 position; // pixels, y down
in vec2 place;    // along and across the segment, pixels, from its first end
in vec2 shape;    // length and half width, pixels
in vec3 first;    // the mitre line a·x + b·y = c of the join at either end, in OpenGL's pixels
in vec3 last;
in vec4 color;    // premultiplied

out vec2 at;
flat out vec2 size;
flat out vec3 enter;
flat out vec3 leave;
flat out vec4 tint;

void main()
{
    at = place;
    size = shape;
    enter = first;
    leave = last;
    tint = color;
    gl_Position = vec4(2.0 * position.x / viewport.x - 1.0, 1.0 - 2.0 * position.y / viewport.y,
                       0.0, 1.0);
}
