// Filled shapes: triangles whose coverage falls to nothing over the last pixel.
uniform vec2 viewport;

in vec2 position; // pixels, y down
in float coverage;
in vec4 color; // premultiplied

out vec4 tint;

void main()
{
    tint = color * coverage;
    gl_Position = vec4(2.0 * position.x / viewport.x - 1.0, 1.0 - 2.0 * position.y / viewport.y,
                       0.0, 1.0);
}
