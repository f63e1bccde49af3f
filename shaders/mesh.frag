// A surface in a soft light, with isolines as wide everywhere on the screen. Where they would stand
// closer together than they are wide they fade.
uniform vec3 light;
uniform float lit;
uniform vec4 ink;    // of the isolines, not premultiplied
uniform float reach; // half their width, pixels

in vec3 upright;
in float line;
in vec3 tint;

out vec4 pixel;

void main()
{
    vec3 normal = normalize(upright);
    // From below a surface is in its own shadow.
    float toward = gl_FrontFacing ? dot(normal, light) : 0.05;
    vec3 color = tint * clamp(1.0 + lit * (toward - light.z), 0.64, 1.25);
    float across = max(fwidth(line), 1e-6);
    float away = abs(line - round(line)) / across;
    float share = clamp(reach + 0.5 - away, 0.0, 1.0) * (1.0 - smoothstep(0.2, 0.6, across));
    pixel = vec4(mix(min(color, 1.0), ink.rgb, ink.a * share), 1.0);
}
