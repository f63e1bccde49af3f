// A scalar field: one quad, its colours in a texture of one texel a grid point.
uniform sampler2D colors;
uniform vec2 frame; // the pixel of the frame, y down, is frame.x + x, frame.y − y

flat in vec2 corner;
flat in vec4 at;   // the texture's place at the corner, and how much of it is 1
flat in vec2 way;  // how much of the texture lies under a pixel
flat in vec4 tint; // white

out vec4 pixel;

void main()
{
    // From the corner, which is the same in every part of a frame that is drawn in parts.
    vec2 from = vec2(frame.x + gl_FragCoord.x, frame.y - gl_FragCoord.y) - corner;
    pixel = tint * texture(colors, (at.xy + from * way) * at.zw);
}
