uniform sampler2D colors;

in vec2 where;

out vec4 pixel;

void main()
{
    pixel = texture(colors, where);
}
