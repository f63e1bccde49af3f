// A lit surface.
uniform mat4 matrix; // into clip space

in vec3 position;
in vec3 normal;
in float level; // a whole number on an isoline
in vec4 color;

out vec3 upright;
out float line;
out vec3 tint;

void main()
{
    upright = normal;
    line = level;
    tint = color.rgb;
    gl_Position = matrix * vec4(position, 1.0);
}
