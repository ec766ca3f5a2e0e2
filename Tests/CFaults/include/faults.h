#ifndef SUPPORT_CHOICE_FAULTS_H
#define SUPPORT_CHOICE_FAULTS_H

#include <stdint.h>

/// What a program under faults did, in a file that outlives it: written through a shared mapping, so
/// that not even SIGKILL loses it.
struct faults_report {
    /// The steps of the chosen kinds that were begun.
    int64_t steps;
    /// How many faults were injected.
    int64_t injected;
    /// The kind of the first step that a fault met, as a bit of `faults_kind`.
    int64_t kind;
    /// How many unsynced changes a power cut took back.
    int64_t lost;
    /// The file of that step; empty for a socket or memory.
    char path[480];
};

/// The kinds of steps, as bits of `FAULTS_KINDS`.
enum faults_kind {
    FAULTS_WRITE = 1,
    FAULTS_SYNC = 2,
    FAULTS_OPEN = 4,
    FAULTS_NAME = 8,
    FAULTS_SIZE = 16,
    FAULTS_SEND = 32,
    FAULTS_RECEIVE = 64,
    FAULTS_SAY = 128,
    FAULTS_ALLOCATE = 256,
    FAULTS_READ = 512,
};

#endif
