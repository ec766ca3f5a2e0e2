#ifndef SUPPORT_CHOICE_WIPE_H
#define SUPPORT_CHOICE_WIPE_H

/// Linked into a program, this target wipes memory when the program gives it back; there is nothing
/// to call but this, which makes the linker take it in.
void wipe_memory_that_is_given_back(void);

#endif
