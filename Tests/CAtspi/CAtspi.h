#pragma once
/* Deprecated functions stay out of reach. */
#define ATSPI_DISABLE_DEPRECATED
#include <atspi/atspi.h>
