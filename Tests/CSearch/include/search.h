#ifndef SUPPORT_CHOICE_SEARCH_H
#define SUPPORT_CHOICE_SEARCH_H

#include <stddef.h>

/// The first place of `part` in `whole`; NULL when it is not there. memmem(3), which Swift does not
/// see.
const void *search_bytes(
    const void *whole, size_t whole_size, const void *part, size_t part_size);

#endif
