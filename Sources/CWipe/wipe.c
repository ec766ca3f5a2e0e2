// What a person said must not stay in the memory of a laptop that is locked. Swift lets go of it when
// the last reference goes, but the bytes stay where they were until somebody else gets the place. So
// every block is overwritten when it is given back: the program's `free` and `realloc` come before
// those of the C library, and `g_slice_free1` before GLib's. This is made for glibc's allocator;
// another one, preloaded, would have other blocks.

#define _GNU_SOURCE  // RTLD_NEXT

#include "include/wipe.h"

#include <dlfcn.h>
#include <malloc.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>

extern void __libc_free(void *block);
extern void *__libc_realloc(void *block, size_t size);

void wipe_memory_that_is_given_back(void) {}

void keep_memory_to_this_program(void) {
    const struct rlimit none = {0, 0};
    setrlimit(RLIMIT_CORE, &none);
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
}

// A large block of its own goes back to the system at once, which clears it.
static int goes_back_to_the_system(const void *block) {
    return (((const size_t *)block)[-1] & 2) != 0;
}

void free(void *block) {
    if (block && !goes_back_to_the_system(block)) {
        memset(block, 0, malloc_usable_size(block));
        // The compiler must not leave it out because nobody reads it.
        __asm__ volatile("" : : "r"(block) : "memory");
    }
    __libc_free(block);
}

// Before GLib 2.76 its slices were an allocator of their own, and GTK keeps each line of a text field
// in one. What is given back in one piece to GLib is wiped on its way; GLib's own lists, which it
// gives back by itself, hold addresses only.
void g_slice_free1(size_t size, void *block) {
    static _Atomic(void (*)(size_t, void *)) of_glib;
    void (*give_back)(size_t, void *) = atomic_load(&of_glib);
    if (!give_back) {
        *(void **)&give_back = dlsym(RTLD_NEXT, "g_slice_free1");
        atomic_store(&of_glib, give_back);
    }
    if (block) {
        memset(block, 0, size);
        __asm__ volatile("" : : "r"(block) : "memory");
    }
    give_back(size, block);
}

void *realloc(void *block, size_t size) {
    if (!block || goes_back_to_the_system(block)) return __libc_realloc(block, size);
    if (size == 0) {
        free(block);
        return NULL;
    }
    size_t had = malloc_usable_size(block);
    if (size <= had && size >= had / 2) return block;
    void *moved = malloc(size);
    if (!moved) return NULL;
    memcpy(moved, block, size < had ? size : had);
    free(block);
    return moved;
}
