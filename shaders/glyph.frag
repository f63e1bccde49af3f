uniform sampler2D atlas;
uniform vec2 frame; // the pixel of the frame, y down, is frame.x + x, frame.y − y

flat in vec2 corner;
flat in vec2 where;
flat in vec2 way;
flat in vec4 tint;

out vec4 pixel;

void main()
{
    // From the corner, which is the same in every part of a frame that is drawn in parts.
    vec2 from = vec2(frame.x + gl_FragCoord.x, frame.y - gl_FragCoord.y) - corner;
    vec2 place = where + vec2(dot(from, way), way.x * from.y - way.y * from.x);
    // The atlas is a part of a square.
    vec2 size = vec2(textureSize(atlas, 0));
    pixel = tint * texture(atlas, place * vec2(1.0, size.x / size.y)).r;
}
