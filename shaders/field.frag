uniform sampler2D colors;

in vec2 where;

out vec4 pixel;

void main()
{
    pixel = vec4(texture(colors, where).rgb, 1.0);
}
