#pragma once
/* Debian 12's versions; a newer function does not compile here. */
#define GDK_VERSION_MIN_REQUIRED GDK_VERSION_4_8
#define GDK_VERSION_MAX_ALLOWED GDK_VERSION_4_8
#include <adwaita.h>
#include <glib-unix.h>
