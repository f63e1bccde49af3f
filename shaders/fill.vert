// Filled shapes: triangles whose coverage falls to nothing over the last pixel.
uniform vec4 viewport; // of the frame, in pixels: its left and upper end, width and height

in vec2 position; // pixels, y down
in float coverage;
in vec4 color; // premultiplied

out vec4 tint;

void main()
{
    tint = color * coverage;
    vec2 there = 2.0 * (position - viewport.xy) / viewport.zw;
    gl_Position = vec4(there.x - 1.0, 1.0 - there.y, 0.0, 1.0);
}
