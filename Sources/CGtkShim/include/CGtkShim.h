#pragma once
/* What Swift cannot import: variadic functions, cast macros, hooks on signals, and the two private
   entry points of libdispatch that let its main queue run on somebody else's loop. */
#include <adwaita.h>

/* Runs libdispatch's main queue, and with it Swift's main actor, on the default GLib context. */
void sc_main_queue_attach(void);

/* How often the main queue woke the loop; a test sees by it that the loop does not spin. */
guint64 sc_main_queue_wakes(void);

/* What a screen reader calls the widget, and what it says after that. */
void sc_set_accessible_label(gpointer widget, const char *label);
/* The widget is then called as the label within says. */
void sc_forget_accessible_label(gpointer widget);
void sc_set_accessible_description(gpointer widget, const char *description);

/* Marks a heading, at a level from 1. */
void sc_set_accessible_level(gpointer widget, int level);

/* The role can be set only before a widget is shown. */
void sc_set_accessible_role(gpointer widget, GtkAccessibleRole role);

/* Whether somebody gave the widget a name, or named the label that names it. */
gboolean sc_has_accessible_name(gpointer widget);

/* A message dialog; its constructor is variadic. Text may hold any character. */
GtkWidget *sc_message_dialog_new(GtkWindow *parent, const char *heading, const char *body);

/* A label that wraps its text asks for a width that does not depend on the text, and breaks words
   where it must. Its height is worked out for the width that it gets, once. */
void sc_label_lay_out_lightly(gpointer label, gboolean lightly);

/* Gives a text view that was not laid out yet a width, so that its first text is not laid out for
   none. */
void sc_text_view_expect_width(gpointer view);

/* The size of the desktop's text against the usual 96 dots an inch; 1 is usual. */
double sc_text_scale(void);
void sc_set_text_scale(double scale);

/* Remembers from now on which text buffers have had a text, as long as they live. */
void sc_watch_text_buffers(void);

/* Takes the words out of what GTK keeps although their pages are gone: the clipboards, as far as they
   are this program's; text buffers that still live (GTK 4.8 never lets go of one in which something
   was selected or pasted), their history included; and the line that was shaped last. Nobody hears
   of a change of such a buffer. */
void sc_forget_texts(GtkWidget *window);
