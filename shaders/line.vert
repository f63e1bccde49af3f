// Strokes: one quad a segment, drawn as the distance to a line with round ends.
uniform vec2 viewport; // in pixels

in vec2 position; // pixels, y down
in vec2 place;    // along and across the segment, pixels, from its first end
in vec2 shape;    // length and half width, pixels
in vec4 joins;    // normals of the mitre lines at the two ends; 0 = a free end
in vec4 color;    // premultiplied

out vec2 at;
flat out vec2 size;
flat out vec4 mitres;
flat out vec4 tint;

void main()
{
    at = place;
    size = shape;
    mitres = joins;
    tint = color;
    gl_Position = vec4(2.0 * position.x / viewport.x - 1.0, 1.0 - 2.0 * position.y / viewport.y,
                       0.0, 1.0);
}
