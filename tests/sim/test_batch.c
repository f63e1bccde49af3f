#include "sim/batch.h"

#include "test.h"

#include <math.h>
#include <string.h>

enum { M = 103 };

static void no_example_is_lost_or_seen_twice_in_an_epoch(void **state)
{
    (void)state;
    static const size_t sizes[] = {1, 2, 10, 64, 102};
    for (int s = 0; s < 5; s++) {
        struct batcher batcher;
        assert_true(batcher_init(&batcher, M, sizes[s], 9, NULL));
        for (int epoch = 1; epoch <= 5; epoch++) {
            int seen[M] = {0};
            for (size_t left = M, count; left > 0; left -= count) {
                const size_t peeked = batcher_peek(&batcher);
                const uint32_t *batch = batcher_next(&batcher, &count);
                assert_int_equal(batcher.epoch, epoch);
                // What the next epoch begins with is not known before.
                assert_true(peeked == (left < M ? batch[0] : SIZE_MAX));
                // Whole batches, and a short last one.
                assert_int_equal(count, left < sizes[s] ? left : sizes[s]);
                for (size_t i = 0; i < count; i++)
                    seen[batch[i]]++;
            }
            for (int i = 0; i < M; i++)
                assert_int_equal(seen[i], 1);
        }
        batcher_clear(&batcher);
    }
}

static void read_order(size_t size, uint64_t seed, int epochs, uint32_t order[])
{
    struct batcher batcher;
    assert_true(batcher_init(&batcher, M, size, seed, NULL));
    for (size_t at = 0, count; at < (size_t)epochs * M; at += count) {
        const uint32_t *batch = batcher_next(&batcher, &count);
        memcpy(order + at, batch, count * sizeof *order);
    }
    batcher_clear(&batcher);
}

static void every_batch_size_walks_through_the_same_order(void **state)
{
    (void)state;
    uint32_t one[3 * M], other[3 * M];
    read_order(1, 4, 3, one);
    for (size_t size = 2; size < M; size += 9) {
        read_order(size, 4, 3, other);
        assert_memory_equal(one, other, sizeof one);
    }
}

static void epochs_and_seeds_have_orders_of_their_own(void **state)
{
    (void)state;
    uint32_t one[3 * M], other[3 * M];
    read_order(7, 4, 3, one);
    read_order(7, 5, 3, other);
    int same_epoch = 0, same_seed = 0;
    for (int i = 0; i < M; i++) {
        same_epoch += one[i] == one[M + i];
        same_seed += one[i] == other[i];
    }
    // On average one place of a shuffle stays as it was.
    assert_true(same_epoch < 8 && same_seed < 8);
}

static void every_example_is_as_likely_at_every_place(void **state)
{
    (void)state;
    enum { SMALL = 8, EPOCHS = 20000 };
    struct batcher batcher;
    int seen[SMALL][SMALL] = {{0}};
    assert_true(batcher_init(&batcher, SMALL, 3, 77, NULL));
    for (int epoch = 0; epoch < EPOCHS; epoch++) {
        for (size_t place = 0, count; place < SMALL; place += count) {
            const uint32_t *batch = batcher_next(&batcher, &count);
            for (size_t i = 0; i < count; i++)
                seen[place + i][batch[i]]++;
        }
    }
    batcher_clear(&batcher);
    for (int place = 0; place < SMALL; place++)
        for (int example = 0; example < SMALL; example++)
            assert_true(fabs(seen[place][example] * SMALL / (double)EPOCHS - 1) < 0.1);
}

static void all_examples_need_no_order(void **state)
{
    (void)state;
    static const size_t sizes[] = {0, M, M + 1};
    for (int s = 0; s < 3; s++) {
        struct batcher batcher;
        size_t count;
        assert_true(batcher_init(&batcher, M, sizes[s], 1, NULL));
        for (int epoch = 1; epoch < 4; epoch++) {
            assert_null(batcher_next(&batcher, &count));
            assert_int_equal(count, M);
            assert_int_equal(batcher.epoch, epoch);
        }
        batcher_clear(&batcher);
    }
    assert_int_equal(batch_steps(M, 0), 1);
    assert_int_equal(batch_steps(M, 1), M);
    assert_int_equal(batch_steps(M, 64), 2);
    assert_int_equal(batch_steps(128, 64), 2);
}

static void any_place_can_be_gone_to(void **state)
{
    (void)state;
    static const size_t sizes[] = {0, 1, 10, 64, 102, 103};
    for (int s = 0; s < 6; s++) {
        struct batcher walked, sought;
        assert_true(batcher_init(&walked, M, sizes[s], 9, NULL));
        assert_true(batcher_init(&sought, M, sizes[s], 9, NULL));
        for (uint64_t step = 0; step < 250; step++) {
            size_t count, other;
            batcher_seek(&sought, step);
            assert_true(sought.epoch == walked.epoch);
            // Its batch and, after it, the next one: also over the end of an epoch.
            const uint32_t *batch = batcher_next(&walked, &count);
            const uint32_t *same = batcher_next(&sought, &other);
            assert_int_equal(other, count);
            assert_int_equal(sought.epoch, walked.epoch);
            if (batch)
                assert_memory_equal(same, batch, count * sizeof *batch);
            else
                assert_null(same);
        }
        batcher_clear(&walked);
        batcher_clear(&sought);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_example_is_lost_or_seen_twice_in_an_epoch),
        cmocka_unit_test(every_batch_size_walks_through_the_same_order),
        cmocka_unit_test(epochs_and_seeds_have_orders_of_their_own),
        cmocka_unit_test(every_example_is_as_likely_at_every_place),
        cmocka_unit_test(all_examples_need_no_order),
        cmocka_unit_test(any_place_can_be_gone_to),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
