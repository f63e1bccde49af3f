// A picture that was drawn before: one quad, pixel on pixel.
uniform vec4 viewport; // of the frame, in pixels: its left and upper end, width and height

in vec2 position; // pixels, y down
in vec2 texel;    // whole texels at the corners

out vec2 where;

void main()
{
    where = texel;
    vec2 there = 2.0 * (position - viewport.xy) / viewport.zw;
    gl_Position = vec4(there.x - 1.0, 1.0 - there.y, 0.0, 1.0);
}
