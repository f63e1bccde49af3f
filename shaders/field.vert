// A scalar field: one quad, its colours in a texture of one texel a grid point.
uniform vec4 viewport; // of the frame, in pixels: its left and upper end, width and height

in vec2 position; // pixels, y down
in vec2 texel;    // 0…1
in vec2 slope;    // how much of the texture lies under a pixel

flat out vec2 corner;
flat out vec2 where;
flat out vec2 way;

void main()
{
    corner = position;
    where = texel;
    way = slope;
    vec2 there = 2.0 * (position - viewport.xy) / viewport.zw;
    gl_Position = vec4(there.x - 1.0, 1.0 - there.y, 0.0, 1.0);
}
