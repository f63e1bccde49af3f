// Animated GIFs (GIF89a, by cgif): one palette for all frames, and of each frame only what has
// changed.
#include "export/dither.h"
#include "export/film.h"
#include "export/format.h"

#ifdef RAVINE_HAS_GIF

#include "base/array.h"

#include <cgif.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { LOOKS = 9, FPS_MAX = 50 }; // frames looked at; what browsers show

struct gif {
    CGIF *gif;
    struct dither *dither;
    uint8_t *before; // [height × width × 3] the pixels that `index` stands for
    uint8_t *index;  // [height × width]
    bool has_frame;  // those are a frame that is still to be written,
    size_t begun;    // from this one on
};

static int put_bytes(void *user, const uint8_t *bytes, const size_t length)
{
    FILE *stream = user;
    return fwrite(bytes, 1, length, stream) == length ? 0 : 1;
}

static void fix(struct dither *dither, struct color color)
{
    const uint8_t rgb[3] = {(uint8_t)lroundf(color.r * 255), (uint8_t)lroundf(color.g * 255),
                            (uint8_t)lroundf(color.b * 255)};
    dither_fix(dither, rgb);
}

// The theme's own colours are kept as they are.
static void fix_theme(struct dither *dither, const struct figure_options *options)
{
    const struct theme *theme = options->theme;
    const struct color own[] = {figure_background(options),
                                theme->ink,
                                theme->soft,
                                theme->grid,
                                theme->axis,
                                theme->paper,
                                theme->isoline};
    for (size_t i = 0; i < sizeof own / sizeof *own; i++)
        fix(dither, own[i]);
    for (int look = 0; look < LOOK_COUNT; look++)
        fix(dither, look_style(theme, look).color);
}

// Returns how many colours there are; 0 with an error.
static size_t choose(struct gif *gif, const struct film *film, uint8_t palette[],
                     struct error *error)
{
    struct frames *frames = film->frames;
    const size_t pixels = (size_t)frames->width * (size_t)frames->height;
    fix_theme(gif->dither, &frames->options);
    for (size_t i = 0; i < LOOKS; i++) {
        const size_t frame = i * (film->motion->moving - 1) / (LOOKS - 1);
        if (!frames_draw(frames, motion_step(film->motion, frame), error))
            return 0;
        dither_look(gif->dither, frames->pixels, pixels);
    }
    const size_t colors = dither_choose(gif->dither, palette);
    if (colors == 0)
        error_memory(error);
    return colors;
}

static bool open_gif(struct gif *gif, const struct film *film, struct error *error)
{
    uint8_t palette[3 * DITHER_COLORS];
    const size_t colors = choose(gif, film, palette, error);
    if (colors == 0)
        return false;
    CGIF_Config config = {
        .pGlobalPalette = palette,
        .attrFlags = CGIF_ATTR_IS_ANIMATED,
        .width = (uint16_t)film->frames->width,
        .height = (uint16_t)film->frames->height,
        .numGlobalPaletteEntries = (uint16_t)colors,
        .numLoops = CGIF_INFINITE_LOOP,
        .pWriteFn = put_bytes,
        .pContext = film->file->stream,
    };
    gif->gif = cgif_newgif(&config);
    return gif->gif || error_memory(error);
}

static bool begin(struct film *film, struct error *error)
{
    const size_t pixels = (size_t)film->frames->width * (size_t)film->frames->height;
    struct gif *gif = film->data = array_create(1, sizeof *gif, error);
    if (!gif)
        return false;
    if (film->frames->has_alpha)
        return error_set(error, ERROR_INPUT,
                         "a GIF of a film has a background; a sequence of "
                         "pictures (frame-%%04d.png) may have none");
    if (film->motion->fps > FPS_MAX)
        return error_set(error, ERROR_INPUT, "a GIF shows at most %d frames a second, not %g",
                         FPS_MAX, film->motion->fps);
    gif->dither = dither_create(error);
    gif->before = gif->dither ? array_create(pixels, 3, error) : NULL;
    gif->index = gif->before ? array_create(pixels, 1, error) : NULL;
    return gif->index && open_gif(gif, film, error);
}

// Only pixels that are not those of the frame before are looked at; true where there are any.
static bool take_pixels(struct gif *gif, const struct frames *frames)
{
    const size_t row = 3 * (size_t)frames->width;
    bool has_changed = !gif->has_frame;
    for (int y = 0; y < frames->height; y++) {
        const uint8_t *now = frames->pixels + (size_t)y * row;
        uint8_t *before = gif->before + (size_t)y * row;
        uint8_t *index = gif->index + (size_t)y * (size_t)frames->width;
        if (gif->has_frame && memcmp(now, before, row) == 0)
            continue;
        for (int x = 0; x < frames->width; x++)
            if (!gif->has_frame || memcmp(now + 3 * x, before + 3 * x, 3) != 0) {
                const uint8_t fresh = dither_index(gif->dither, now + 3 * x, x, y);
                has_changed = has_changed || fresh != index[x];
                index[x] = fresh;
            }
        memcpy(before, now, row);
    }
    return has_changed;
}

// The frame in `index` is shown until the one that is to come. Times are whole hundredths of a
// second, rounded so that they add up.
static bool write_frame(struct gif *gif, const struct film *film, size_t next, struct error *error)
{
    const double hundredths = 100 / film->motion->fps;
    const double shown = round((double)next * hundredths) - round((double)gif->begun * hundredths);
    CGIF_FrameConfig config = {
        .pImageData = gif->index,
        .genFlags = CGIF_FRAME_GEN_USE_TRANSPARENCY | CGIF_FRAME_GEN_USE_DIFF_WINDOW,
        .delay = (uint16_t)fmin(shown, UINT16_MAX),
    };
    const int result = cgif_addframe(gif->gif, &config);
    // A write that failed shows when the file is put in its place.
    return result == CGIF_OK || result == CGIF_EWRITE || error_memory(error);
}

static bool add(struct film *film, size_t frame, bool again, struct error *error)
{
    struct gif *gif = film->data;
    if (again)
        return true;
    uint8_t *index = gif->index;
    const size_t pixels = (size_t)film->frames->width * (size_t)film->frames->height;
    uint8_t *old = gif->has_frame ? array_create(pixels, 1, error) : NULL;
    if (gif->has_frame && !old)
        return false;
    if (old)
        memcpy(old, index, pixels);
    bool done = true;
    if (take_pixels(gif, film->frames)) {
        if (old) {
            gif->index = old;
            done = write_frame(gif, film, frame, error);
            gif->index = index;
        }
        gif->begun = frame;
    }
    gif->has_frame = true;
    free(old);
    return done;
}

static bool end(struct film *film, struct error *error)
{
    struct gif *gif = film->data;
    const bool done = write_frame(gif, film, motion_frames(film->motion), error);
    const int result = cgif_close(gif->gif);
    gif->gif = NULL;
    return done && (result == CGIF_OK || result == CGIF_EWRITE || error_memory(error));
}

static void release(struct film *film)
{
    struct gif *gif = film->data;
    if (!gif)
        return;
    if (gif->gif)
        cgif_close(gif->gif);
    dither_destroy(gif->dither);
    free(gif->before);
    free(gif->index);
    free(gif);
    film->data = NULL;
}

#else

static bool begin(struct film *film, struct error *error)
{
    return error_set(
        error, ERROR_FAILED,
        "cannot write %s: this Ravine was built without GIF (cgif, the package libcgif-dev), as "
        "every page is; write an .anim.svg",
        film->path);
}

static bool add(struct film *film, size_t frame, bool again, struct error *error)
{
    (void)film, (void)frame, (void)again, (void)error;
    return false;
}

static bool end(struct film *film, struct error *error)
{
    (void)film, (void)error;
    return false;
}

static void release(struct film *film)
{
    (void)film;
}

#endif

static const struct film_type film = {20, begin, add, end, release};

const struct format format_gif = {
    .name = "gif",
    .endings = {".gif"},
    .what = "a film that any page and any chat shows; 256 colours",
    .kind = FORMAT_PICTURE,
    .options = {FORMAT_FILM},
    .film = &film,
};
