// MP4 and WebM, by the program ffmpeg: it is fed the pixels of each frame. The same frames give the
// same bytes: no clock and no versions are written.
#include "base/array.h"
#include "base/child.h"
#include "export/film.h"
#include "export/format.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WORDS_MAX = 96 };

struct video {
    struct child child;
};

// H.264 that every browser and slide program plays. Drawings need few bits, and what is fast to
// make is hardly larger; the index comes first, so that it plays while it loads.
static const char *const mp4_words[] = {"-c:v", "libx264", "-preset",   "veryfast",  "-crf",
                                        "20",   "-tune",   "animation", "-movflags", "+faststart",
                                        "-f",   "mp4",     NULL};
static const char *const webm_words[] = {
    "-c:v",          "libvpx-vp9", "-crf",      "30",   "-b:v",    "0",
    "-deadline",     "realtime",   "-cpu-used", "6",    "-row-mt", "1",
    "-tile-columns", "2",          "-f",        "webm", NULL};

// Words of ffmpeg's command line; `text` keeps those that are made.
struct words_of {
    char *word[WORDS_MAX];
    size_t count;
    char size[32], rate[32], filter[160], threads[16], output[32];
};

static void say(struct words_of *words, const char *const list[])
{
    for (size_t i = 0; list[i] && words->count + 1 < WORDS_MAX; i++)
        words->word[words->count++] = (char *)(uintptr_t)list[i];
    words->word[words->count] = NULL;
}

static void make_words(struct words_of *words, const struct film *film, const char *const codec[])
{
    const struct frames *frames = film->frames;
    const struct color back = figure_background(&frames->options);
    const int threads = frames->options.threads;
    words->count = 0;
    snprintf(words->size, sizeof words->size, "%dx%d", frames->width, frames->height);
    snprintf(words->rate, sizeof words->rate, "%.6g", film->motion->fps);
    // Colours as of high-definition television, which players take pictures of this size for; and
    // one more line of the background where a side is odd.
    snprintf(words->filter, sizeof words->filter,
             "pad=ceil(iw/2)*2:ceil(ih/2)*2:color=0x%02X%02X%02X,"
             "scale=out_color_matrix=bt709:out_range=tv",
             (unsigned)(back.r * 255 + 0.5f), (unsigned)(back.g * 255 + 0.5f),
             (unsigned)(back.b * 255 + 0.5f));
    snprintf(words->threads, sizeof words->threads, "%d", threads > 0 ? threads : 0);
    snprintf(words->output, sizeof words->output, "/dev/fd/%d", CHILD_OUTPUT);
    // -xerror: a disk that is full is an error of ffmpeg's, too.
    say(words,
        (const char *const[]){"ffmpeg",   "-nostdin", "-hide_banner", "-loglevel",    "error",
                              "-xerror",  "-y",       "-f",           "rawvideo",     "-pix_fmt",
                              "rgb24",    "-s",       words->size,    "-r",           words->rate,
                              "-i",       "pipe:0",   "-an",          "-vf",          words->filter,
                              "-pix_fmt", "yuv420p",  "-threads",     words->threads, NULL});
    say(words, (const char *const[]){"-colorspace", "bt709", "-color_primaries", "bt709",
                                     "-color_trc", "bt709", "-map_metadata", "-1", "-fflags",
                                     "+bitexact", "-flags:v", "+bitexact", NULL});
    say(words, codec);
    say(words, (const char *const[]){words->output, NULL});
}

static bool begin(struct film *film, const char *const codec[], struct error *error)
{
    struct words_of words;
    struct video *video = film->data = array_create(1, sizeof *video, error);
    if (!video)
        return false;
    if (film->frames->has_alpha)
        return error_set(error, ERROR_INPUT,
                         "a film of this kind has a background; a sequence of "
                         "pictures (frame-%%04d.png) may have none");
    make_words(&words, film, codec);
    const int why = child_start(&video->child, words.word, fileno(film->file->stream));
    if (why == ENOENT)
        return error_set(error, ERROR_FAILED,
                         "cannot write %s: that takes the program ffmpeg, which is not here; "
                         "install the package ffmpeg, or write an .anim.svg, which every page does",
                         film->path);
    return !why || error_set(error, ERROR_FAILED, "cannot start ffmpeg: %s", strerror(why));
}

// What it says of its end, in one line.
static bool end_child(struct film *film, struct error *error)
{
    struct video *video = film->data;
    char line[300];
    return child_end(&video->child, line, sizeof line) ||
           error_set(error, ERROR_FAILED, "cannot write %s: ffmpeg: %s", film->path,
                     *line ? line : "it has stopped");
}

static bool add(struct film *film, size_t frame, bool again, struct error *error)
{
    struct video *video = film->data;
    const struct frames *frames = film->frames;
    (void)frame, (void)again;
    if (child_feed(&video->child, frames->pixels, 3 * (size_t)frames->width * frames->height))
        return true;
    return end_child(film, error) && error_set(error, ERROR_FAILED, "cannot write %s: ffmpeg: %s",
                                               film->path, "it has stopped");
}

static bool end(struct film *film, struct error *error)
{
    return end_child(film, error);
}

static void release(struct film *film)
{
    struct video *video = film->data;
    if (video)
        child_kill(&video->child);
    free(video);
    film->data = NULL;
}

static bool begin_mp4(struct film *film, struct error *error)
{
    return begin(film, mp4_words, error);
}

static bool begin_webm(struct film *film, struct error *error)
{
    return begin(film, webm_words, error);
}

static const struct film_type mp4 = {30, begin_mp4, add, end, release};
static const struct film_type webm = {30, begin_webm, add, end, release};

const struct format format_mp4 = {
    .name = "mp4",
    .endings = {".mp4"},
    .what = "a film for slides and web pages (H.264, by ffmpeg)",
    .kind = FORMAT_PICTURE,
    .options = {FORMAT_FILM},
    .film = &mp4,
};

const struct format format_webm = {
    .name = "webm",
    .endings = {".webm"},
    .what = "a film for web pages (VP9, by ffmpeg)",
    .kind = FORMAT_PICTURE,
    .options = {FORMAT_FILM},
    .film = &webm,
};
