// Text: one quad a glyph, coverage out of the atlas.
uniform vec4 viewport; // of the frame, in pixels: its left and upper end, width and height

in vec2 position; // pixels, y down
in vec2 texel;    // 0…1 in a square as wide as the atlas
in vec2 along;    // how the texel changes a pixel along the text
in vec4 color;    // premultiplied

flat out vec2 corner;
flat out vec2 where;
flat out vec2 way;
flat out vec4 tint;

void main()
{
    corner = position;
    where = texel;
    way = along;
    tint = color;
    vec2 there = 2.0 * (position - viewport.xy) / viewport.zw;
    gl_Position = vec4(there.x - 1.0, 1.0 - there.y, 0.0, 1.0);
}
