// Text: one quad a glyph, coverage out of the atlas.
uniform vec4 viewport; // of the frame, in pixels: its left and upper end, width and height

in vec2 position; // pixels, y down
in vec2 texel;    // 0…1 in the atlas
in vec4 color;    // premultiplied

out vec2 where;
flat out vec4 tint;

void main()
{
    where = texel;
    tint = color;
    vec2 there = 2.0 * (position - viewport.xy) / viewport.zw;
    gl_Position = vec4(there.x - 1.0, 1.0 - there.y, 0.0, 1.0);
}
