// Filled shapes: triangles whose coverage falls to nothing over the last pixel.
uniform vec4 viewport; // of the frame, in pixels: its left and upper end, width and height

in vec2 position; // pixels, y down
in float coverage;
in vec2 slope; // how much the coverage changes a pixel to the right and down
in vec4 color; // premultiplied

flat out vec2 corner;
flat out float full;
flat out vec2 fall;
flat out vec4 tint;

void main()
{
    corner = position;
    full = coverage;
    fall = slope;
    tint = color;
    vec2 there = 2.0 * (position - viewport.xy) / viewport.zw;
    gl_Position = vec4(there.x - 1.0, 1.0 - there.y, 0.0, 1.0);
}
