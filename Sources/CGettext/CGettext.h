#pragma once
/* gettext is part of glibc; its header is not in the module map of Glibc. */
#include <libintl.h>
#include <locale.h>
