// A picture that was drawn before: one quad, pixel on pixel.
uniform vec2 viewport;

in vec2 position; // pixels, y down
in vec2 texel;    // whole texels at the corners

out vec2 where;

void main()
{
    where = texel;
    gl_Position = vec4(2.0 * position.x / viewport.x - 1.0, 1.0 - 2.0 * position.y / viewport.y,
                       0.0, 1.0);
}
