#include "labs/kit/objective_cache.h"

#include <stdlib.h>
#include <string.h>

void objective_cache_take(struct objective_cache *cache, struct objective_cache *fresh)
{
    if (cache->ahead && (fresh->objective || fresh->table_key))
        objective_cache_clear(cache->ahead); // it leans on the table of this one
    if (fresh->objective) {
        objective_destroy(cache->objective);
        free(cache->key);
        cache->objective = fresh->objective;
        cache->key = fresh->key;
        free(cache->names);
        cache->names = fresh->names;
    }
    if (fresh->table_key) {
        table_clear(&cache->table);
        free(cache->table_key);
        cache->table = fresh->table;
        cache->table_key = fresh->table_key;
        cache->report = fresh->report;
    }
    memset(fresh, 0, sizeof *fresh);
}

void objective_cache_keep(const struct objective_cache *cache, struct objective_cache *fresh)
{
    if (!cache->ahead || !fresh->objective) {
        objective_cache_clear(fresh);
        return;
    }
    objective_cache_clear(cache->ahead);
    *cache->ahead = *fresh;
    memset(fresh, 0, sizeof *fresh);
}

void objective_cache_clear(struct objective_cache *cache)
{
    if (cache->ahead)
        objective_cache_clear(cache->ahead);
    free(cache->ahead);
    objective_destroy(cache->objective);
    free(cache->key);
    free(cache->names);
    table_clear(&cache->table);
    free(cache->table_key);
    memset(cache, 0, sizeof *cache);
}
