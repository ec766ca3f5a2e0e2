#define _GNU_SOURCE
#include "include/search.h"

#include <string.h>

const void *search_bytes(
    const void *whole, size_t whole_size, const void *part, size_t part_size) {
    return memmem(whole, whole_size, part, part_size);
}
