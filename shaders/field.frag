uniform sampler2D colors;
uniform vec2 frame; // the pixel of the frame, y down, is frame.x + x, frame.y − y

flat in vec2 corner;
flat in vec2 where;
flat in vec2 way;

out vec4 pixel;

void main()
{
    // From the corner, which is the same in every part of a frame that is drawn in parts.
    vec2 from = vec2(frame.x + gl_FragCoord.x, frame.y - gl_FragCoord.y) - corner;
    pixel = texture(colors, where + from * way);
}
