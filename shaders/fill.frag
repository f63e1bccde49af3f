// Filled shapes: triangles whose coverage falls to nothing over the last pixel.
uniform vec2 frame; // the pixel of the frame, y down, is frame.x + x, frame.y − y

flat in vec2 corner;
flat in vec4 at;  // the coverage at the corner, of how much, and between which it stays
flat in vec2 way; // how much it changes a pixel to the right and down
flat in vec4 tint;

out vec4 pixel;

void main()
{
    // From the corner, which is the same in every part of a frame that is drawn in parts.
    vec2 from = vec2(frame.x + gl_FragCoord.x, frame.y - gl_FragCoord.y) - corner;
    pixel = tint * clamp((at.x + dot(from, way)) * at.y, at.z, at.w);
}
