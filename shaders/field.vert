// A scalar field: one quad, its colours in a texture of one texel a grid point.
uniform vec2 viewport;

in vec2 position; // pixels, y down
in vec2 texel;    // 0…1

out vec2 where;

void main()
{
    where = texel;
    gl_Position = vec4(2.0 * position.x / viewport.x - 1.0, 1.0 - 2.0 * position.y / viewport.y,
                       0.0, 1.0);
}
