// Text: one quad a glyph, coverage out of the atlas.
uniform vec2 viewport;

in vec2 position; // pixels, y down
in vec2 texel;    // 0…1 in the atlas
in vec4 color;    // premultiplied

out vec2 where;
flat out vec4 tint;

void main()
{
    where = texel;
    tint = color;
    gl_Position = vec4(2.0 * position.x / viewport.x - 1.0, 1.0 - 2.0 * position.y / viewport.y,
                       0.0, 1.0);
}
