uniform sampler2D atlas;

in vec2 where;
flat in vec4 tint;

out vec4 pixel;

void main()
{
    pixel = tint * texture(atlas, where).r;
}
