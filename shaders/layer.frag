uniform sampler2D picture; // premultiplied

in vec2 where;

out vec4 pixel;

void main()
{
    pixel = texelFetch(picture, ivec2(where), 0);
}
