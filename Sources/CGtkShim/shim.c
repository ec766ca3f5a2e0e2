#include "CGtkShim.h"
#include <glib-unix.h>
#include <stdint.h>
#include <unistd.h>

extern int _dispatch_get_main_queue_handle_4CF(void);
extern void _dispatch_main_queue_callback_4CF(void *message);

static guint64 wakes;

static gboolean main_queue_is_ready(gint eventfd, GIOCondition condition, gpointer data)
{
    (void)condition;
    (void)data;
    /* Without this read the descriptor stays readable and the loop spins. */
    uint64_t signals;
    ssize_t length = read(eventfd, &signals, sizeof signals);
    (void)length;
    wakes++;
    _dispatch_main_queue_callback_4CF(NULL);
    return G_SOURCE_CONTINUE;
}

void sc_main_queue_attach(void)
{
    static gsize attached;
    if (g_once_init_enter(&attached)) {
        g_unix_fd_add(
            _dispatch_get_main_queue_handle_4CF(), G_IO_IN, main_queue_is_ready, NULL);
        g_once_init_leave(&attached, 1);
    }
}

guint64 sc_main_queue_wakes(void) { return wakes; }

void sc_set_accessible_label(gpointer widget, const char *label)
{
    gtk_accessible_update_property(
        GTK_ACCESSIBLE(widget), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

void sc_set_accessible_description(gpointer widget, const char *description)
{
    gtk_accessible_update_property(
        GTK_ACCESSIBLE(widget), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description, -1);
}

void sc_set_accessible_level(gpointer widget, int level)
{
    gtk_accessible_update_property(
        GTK_ACCESSIBLE(widget), GTK_ACCESSIBLE_PROPERTY_LEVEL, level, -1);
}

void sc_set_accessible_role(gpointer widget, GtkAccessibleRole role)
{
    g_object_set(widget, "accessible-role", role, NULL);
}

gboolean sc_has_accessible_name(gpointer widget)
{
    GtkAccessible *accessible = GTK_ACCESSIBLE(widget);
    return gtk_test_accessible_has_property(accessible, GTK_ACCESSIBLE_PROPERTY_LABEL)
        || gtk_test_accessible_has_relation(accessible, GTK_ACCESSIBLE_RELATION_LABELLED_BY);
}

GtkWidget *sc_message_dialog_new(GtkWindow *parent, const char *heading, const char *body)
{
    GtkWidget *dialog = adw_message_dialog_new(parent, heading, NULL);
    adw_message_dialog_set_body(ADW_MESSAGE_DIALOG(dialog), body);
    return dialog;
}

double sc_text_scale(void)
{
    GtkSettings *settings = gtk_settings_get_default();
    if (settings == NULL)
        return 1;
    gint dpi = 0;
    g_object_get(settings, "gtk-xft-dpi", &dpi, NULL);
    return dpi > 0 ? dpi / 1024.0 / 96.0 : 1;
}

void sc_set_text_scale(double scale)
{
    g_object_set(gtk_settings_get_default(), "gtk-xft-dpi", (gint)(scale * 96 * 1024), NULL);
}

/* Every GtkTextBuffer that was written to and lives. */
static GHashTable *text_buffers;

static void text_buffer_is_gone(gpointer data, GObject *where_it_was)
{
    (void)data;
    g_hash_table_remove(text_buffers, where_it_was);
}

static gboolean text_was_inserted(
    GSignalInvocationHint *hint, guint count, const GValue *values, gpointer data)
{
    (void)hint;
    (void)count;
    (void)data;
    GObject *buffer = g_value_get_object(&values[0]);
    if (g_hash_table_add(text_buffers, buffer))
        g_object_weak_ref(buffer, text_buffer_is_gone, NULL);
    return TRUE;
}

void sc_watch_text_buffers(void)
{
    if (text_buffers != NULL)
        return;
    text_buffers = g_hash_table_new(NULL, NULL);
    /* The signal is there only with its class, which is never let go of. */
    g_type_class_ref(GTK_TYPE_TEXT_BUFFER);
    g_signal_add_emission_hook(
        g_signal_lookup("insert-text", GTK_TYPE_TEXT_BUFFER), 0, text_was_inserted, NULL, NULL);
}

static void empty_text_buffer(GtkTextBuffer *buffer)
{
    g_signal_handlers_block_matched(
        buffer, G_SIGNAL_MATCH_ID, g_signal_lookup("changed", GTK_TYPE_TEXT_BUFFER), 0, NULL,
        NULL, NULL);
    gtk_text_buffer_set_enable_undo(buffer, FALSE);
    gtk_text_buffer_set_text(buffer, "", 0);
}

void sc_forget_texts(GtkWidget *window)
{
    GdkDisplay *display = gtk_widget_get_display(window);
    GdkClipboard *clipboards[] = {
        gdk_display_get_clipboard(display), gdk_display_get_primary_clipboard(display)};
    for (guint i = 0; i < G_N_ELEMENTS(clipboards); i++)
        if (gdk_clipboard_is_local(clipboards[i]))
            gdk_clipboard_set_content(clipboards[i], NULL);

    if (text_buffers != NULL) {
        GList *alive = g_hash_table_get_keys(text_buffers);
        g_list_foreach(alive, (GFunc)g_object_ref, NULL);
        for (GList *item = alive; item != NULL; item = item->next)
            empty_text_buffer(item->data);
        g_list_free_full(alive, g_object_unref);
    }

    /* Pango shapes every line in one buffer, which keeps the last one as glyphs until a longer one
       comes. */
    char *line = g_strnfill(20000, 'x');
    PangoLayout *layout = gtk_widget_create_pango_layout(window, line);
    pango_layout_get_size(layout, NULL, NULL);
    g_object_unref(layout);
    g_free(line);
}
