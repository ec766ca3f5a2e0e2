#include "CGtkShim.h"

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
