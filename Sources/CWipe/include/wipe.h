#ifndef SUPPORT_CHOICE_WIPE_H
#define SUPPORT_CHOICE_WIPE_H

/// Linked into a program, this target wipes memory when the program gives it back. Calling this makes
/// the linker take it in.
void wipe_memory_that_is_given_back(void);

/// From now on the program writes no core dump (systemd-coredump heeds that too), and no other program
/// of the same user may read its memory. Source: setrlimit(2), prctl(2), ptrace(2).
void keep_memory_to_this_program(void);

#endif
