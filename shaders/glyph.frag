// Text: one quad a glyph, coverage out of the atlas.
uniform sampler2D atlas;
uniform vec2 frame; // the pixel of the frame, y down, is frame.x + x, frame.y − y

flat in vec2 corner;
flat in vec4 at;  // its place in a square as wide as the atlas, and how much larger that is
flat in vec2 way; // how the place changes a pixel along the text
flat in vec4 tint;

out vec4 pixel;

void main()
{
    // From the corner, which is the same in every part of a frame that is drawn in parts.
    vec2 from = vec2(frame.x + gl_FragCoord.x, frame.y - gl_FragCoord.y) - corner;
    vec2 place = at.xy + vec2(dot(from, way), way.x * from.y - way.y * from.x);
    pixel = tint * texture(atlas, place * at.zw).r;
}
