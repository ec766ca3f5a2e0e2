/* A window of the platform with nothing in it: what the first frame of any program costs here. */
#include <adwaita.h>

static gint64 started;

static gboolean on_tick(GtkWidget *window, GdkFrameClock *clock, gpointer data) {
    static int frames = 0;
    (void)window, (void)clock, (void)data;
    /* The second tick comes when the first frame has been drawn. */
    if (++frames < 2)
        return G_SOURCE_CONTINUE;
    g_printerr("first-frame-ms %.1f\n", (g_get_monotonic_time() - started) / 1000.0);
    return G_SOURCE_REMOVE;
}

static void on_activate(GtkApplication *application, gpointer data) {
    (void)data;
    GtkWidget *window = adw_application_window_new(application);
    gtk_window_set_default_size(GTK_WINDOW(window), 1100, 760);
    gtk_widget_add_tick_callback(window, on_tick, NULL, NULL);
    gtk_window_present(GTK_WINDOW(window));
}

int main(int count, char **arguments) {
    started = g_get_monotonic_time();
    AdwApplication *application =
        adw_application_new("uk.gov.cheshireeast.SupportChoice.Blank", G_APPLICATION_NON_UNIQUE);
    g_signal_connect(application, "activate", G_CALLBACK(on_activate), NULL);
    int status = g_application_run(G_APPLICATION(application), count, arguments);
    g_object_unref(application);
    return status;
}
