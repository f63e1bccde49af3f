#include "app/session.h"

#include "base/array.h"
#include "base/asset.h"
#include "labs/registry.h"
#include "scene/shelf.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

void session_clear(struct session *session)
{
    for (size_t i = 0; i < session->count; i++) {
        document_clear(session->away[i]);
        free(session->away[i]);
    }
    free(session->away);
    lecture_clear(&session->lecture);
    memset(session, 0, sizeof *session);
}

static bool is_same_file(const char *a, const char *b)
{
    struct stat one, other;
    if (!a || !b)
        return false;
    return strcmp(a, b) == 0 || (stat(a, &one) == 0 && stat(b, &other) == 0 &&
                                 one.st_dev == other.st_dev && one.st_ino == other.st_ino);
}

// ---- scenes -------------------------------------------------------------------------------------

size_t session_find(const struct session *session, const char *source)
{
    for (size_t i = session->count; i-- > 0;)
        if (is_same_file(session->away[i]->opened.source, source))
            return i;
    return SESSION_NONE;
}

size_t session_find_lab(const struct session *session, const struct lab_type *type)
{
    for (size_t i = session->count; i-- > 0;)
        if (lab_for(&session->away[i]->now.scene, NULL) == type)
            return i;
    return SESSION_NONE;
}

bool session_shows(const struct document *document, const char *source)
{
    return document->lab && is_same_file(document->opened.source, source);
}

// Where the scene that is shown is in the lecture.
static void look_up(struct session *session, const struct document *document)
{
    session->shown = SESSION_NONE;
    for (size_t i = 0; i < session->lecture.count && session->shown == SESSION_NONE; i++)
        if (is_same_file(session->lecture.entry[i].path, document->opened.source))
            session->shown = session->place = i;
}

// Puts `next`, which has its lab, in the place of the document that is shown; that one goes away
// into `box`.
static void exchange(struct session *session, struct document *document, struct document *box,
                     const struct document *next)
{
    const unsigned changes = document->changes;
    document_release(document);
    *box = *document;
    document_copy_looks(box, &box->looks, NULL); // without it, they are given anew
    former_leave(&box->former, document_has_ghost(box));
    lab_destroy(box->lab);
    box->lab = NULL;
    session->away[session->count++] = box;
    *document = *next;
    document->changes = changes + 1;
    look_up(session, document);
}

static bool reserve(struct session *session, struct error *error)
{
    return array_reserve(&session->away, &session->capacity, session->count + 1,
                         sizeof *session->away, error);
}

// A lab keeps the looks that its groups had: so it begins with those that they left with.
static struct lab *create_lab(const struct lab_type *type, const struct document *box,
                              struct error *error)
{
    const struct scene *scene = &box->now.scene;
    struct lab *lab = box->looks.count > 0
                          ? lab_create_again(type, &box->looks, box->threads, box->tables, NULL)
                          : NULL;
    if (lab && lab_open_again(lab, scene, NULL))
        return lab;
    if (lab)
        lab_destroy(lab);
    return lab_create_again(type, scene, box->threads, box->tables, error);
}

bool session_return(struct session *session, struct document *document, size_t index,
                    struct error *error)
{
    struct document *box = session->away[index];
    const struct lab_type *type = lab_for(&box->now.scene, error);
    if (!type || !reserve(session, error))
        return false;
    struct lab *lab = create_lab(type, box, error);
    if (!lab)
        return false;
    scene_clear(&box->looks);
    struct document next = *box;
    next.lab = lab;
    next.busy = next.busy_from = next.busy_share = 0;
    document_show_ghost(&next, !document->hides_ghost);
    former_return(&next.former);
    next.step = fmin(next.step, document_last_step(&next));
    session->count--;
    memmove(session->away + index, session->away + index + 1,
            (session->count - index) * sizeof *session->away);
    exchange(session, document, box, &next);
    // Most races are over by now: then the picture is whole at once.
    lab_wait(document->lab, document->step, 8);
    former_follow(&document->former, document->lab, 8);
    return true;
}

// Shows a scene whose file is not open yet.
static bool open_new(struct session *session, struct document *document, const struct scene *scene,
                     struct error *error)
{
    if (!document->lab) {
        const bool done = document_open(document, scene, error);
        look_up(session, document);
        return done;
    }
    struct document *box = array_create(1, sizeof *box, error);
    if (!box || !reserve(session, error)) {
        free(box);
        return false;
    }
    struct document *next = array_create(1, sizeof *next, error);
    bool done = next != NULL;
    if (done) {
        document_init(next, document->threads);
        next->tables = document->tables;
        next->speed = document->speed;
        next->hides_ghost = document->hides_ghost;
        done = document_open(next, scene, error);
    }
    if (done)
        exchange(session, document, box, next);
    else
        free(box);
    free(next);
    return done;
}

bool session_open(struct session *session, struct document *document, const struct scene *scene,
                  struct error *error)
{
    const struct lab_type *type = lab_for(scene, error);
    if (!type)
        return false;
    const bool is_shown = session_shows(document, scene->source);
    const size_t at = is_shown ? SESSION_NONE : session_find(session, scene->source);
    if (!is_shown && at == SESSION_NONE)
        return open_new(session, document, scene, error);
    if (lab_for(is_shown ? &document->now.scene : &session->away[at]->now.scene, NULL) != type)
        return open_new(session, document, scene, error);
    if (!is_shown && !session_return(session, document, at, error))
        return false;
    if (!scene_differs(&document->now.scene, scene, NULL) ||
        document_replace(document, scene, error))
        return true;
    if (!is_shown) // what was shown stays: it went last
        session_return(session, document, session->count - 1, NULL);
    return false;
}

static void forget(struct session *session, size_t index)
{
    document_clear(session->away[index]);
    free(session->away[index]);
    session->count--;
    memmove(session->away + index, session->away + index + 1,
            (session->count - index) * sizeof *session->away);
}

bool session_renew(struct session *session, const struct document *document, struct error *error)
{
    const struct scene *saved = &document->opened;
    bool done = true;
    for (size_t i = session->count; i-- > 0;) {
        struct document *away = session->away[i];
        if (!is_same_file(away->opened.source, saved->source))
            continue;
        if (lab_for(&away->now.scene, NULL) == document->lab->type)
            done = document_renew(away, saved, error) && done;
        else if (!document_is_changed(away))
            forget(session, i);
    }
    return done;
}

size_t session_changed(const struct session *session, const struct document *document)
{
    size_t count = document->lab && document_is_changed(document);
    for (size_t i = 0; i < session->count; i++)
        count += document_is_changed(session->away[i]);
    return count;
}

// ---- the lecture --------------------------------------------------------------------------------

void session_enter(struct session *session, const struct document *document,
                   struct lecture *lecture)
{
    const struct lecture before = session->lecture;
    session->lecture = *lecture;
    *lecture = before;
    session->place = 0;
    look_up(session, document);
}

void session_enter_its(struct session *session, const struct document *document)
{
    char folder[4096], path[4096], asset[300];
    const char *source = document->opened.source;
    const char *slash = source ? strrchr(source, '/') : NULL;
    if (!slash || (size_t)(slash - source) >= sizeof folder)
        return;
    snprintf(folder, sizeof folder, "%.*s", (int)(slash - source), source);
    char **names = shelf_lectures(NULL);
    bool is_found = false;
    for (size_t i = 0; names && names[i] && !is_found; i++) {
        struct lecture lecture;
        snprintf(asset, sizeof asset, "lectures/%.255s", names[i]);
        is_found = asset_path(asset, path, sizeof path, NULL) && is_same_file(path, folder) &&
                   lecture_read(&lecture, path, NULL);
        if (!is_found)
            continue;
        session_enter(session, document, &lecture);
        lecture_clear(&lecture);
    }
    asset_list_free(names);
}

bool session_has_lecture(const struct session *session)
{
    return session->lecture.count > 0;
}

size_t session_next(const struct session *session, int direction)
{
    if (session->shown == SESSION_NONE && direction < 0)
        return session->place;
    if (direction < 0)
        return session->place > 0 ? session->place - 1 : SESSION_NONE;
    return session->place + 1 < session->lecture.count ? session->place + 1 : SESSION_NONE;
}
