// Whatever has an edge: each pixel works out from one corner how far it is from it. A driver makes
// code of its own for each list of numbers that triangles have, which may take as long as a frame:
// strokes, fills, text and fields have the same, each of them in use.
uniform vec4 viewport; // of the frame, in pixels: its left and upper end, width and height

in vec2 position; // pixels, y down
in vec4 place;    // what they are, the fragments' shader says
in vec2 along;
in vec4 color; // premultiplied

flat out vec2 corner;
flat out vec4 at;
flat out vec2 way;
flat out vec4 tint;

void main()
{
    corner = position;
    at = place;
    way = along;
    tint = color;
    vec2 there = 2.0 * (position - viewport.xy) / viewport.zw;
    gl_Position = vec4(there.x - 1.0, 1.0 - there.y, 0.0, 1.0);
}
