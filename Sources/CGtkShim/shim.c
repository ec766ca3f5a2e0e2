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

void sc_forget_accessible_label(gpointer widget)
{
    gtk_accessible_reset_property(GTK_ACCESSIBLE(widget), GTK_ACCESSIBLE_PROPERTY_LABEL);
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

static GtkSizeRequestMode light_mode(GtkWidget *label)
{
    (void)label;
    return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void light_width(GtkWidget *label, int *minimum, int *natural)
{
    PangoFontMetrics *metrics =
        pango_context_get_metrics(gtk_widget_get_pango_context(label), NULL, NULL);
    int character = PANGO_PIXELS_CEIL(MAX(
        pango_font_metrics_get_approximate_char_width(metrics),
        pango_font_metrics_get_approximate_digit_width(metrics)));
    pango_font_metrics_unref(metrics);
    int least = gtk_label_get_width_chars(GTK_LABEL(label));
    int most = gtk_label_get_max_width_chars(GTK_LABEL(label));
    *minimum = character * (least > 0 ? least : 4);
    *natural = MAX(*minimum, character * (most > 0 ? most : 80));
}

static void light_measure(
    GtkWidget *label, GtkOrientation orientation, int for_size, int *minimum, int *natural,
    int *minimum_baseline, int *natural_baseline)
{
    int least, wished;
    light_width(label, &least, &wished);
    if (orientation == GTK_ORIENTATION_HORIZONTAL) {
        *minimum = least;
        *natural = wished;
    } else {
        GTK_WIDGET_GET_CLASS(label)->measure(
            label, orientation, for_size < 0 ? wished : for_size, minimum, natural,
            minimum_baseline, natural_baseline);
    }
}

static void light_allocate(GtkWidget *label, int width, int height, int baseline)
{
    GTK_WIDGET_GET_CLASS(label)->size_allocate(label, width, height, baseline);
}

void sc_label_lay_out_lightly(gpointer label, gboolean lightly)
{
    GtkLayoutManager *manager = NULL;
    if (lightly) {
        gtk_label_set_wrap_mode(GTK_LABEL(label), PANGO_WRAP_WORD_CHAR);
        manager = gtk_custom_layout_new(light_mode, light_measure, light_allocate);
    }
    gtk_widget_set_layout_manager(GTK_WIDGET(label), manager);
}

void sc_text_view_expect_width(gpointer view)
{
    int least;
    gtk_widget_measure(view, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
    GtkAllocation place = {0, 0, MAX(least, 600), 100};
    int height;
    /* A widget must be asked before it is given a place. */
    gtk_widget_measure(view, GTK_ORIENTATION_VERTICAL, place.width, &height, NULL, NULL, NULL);
    place.height = MAX(place.height, height);
    gtk_widget_size_allocate(view, &place, -1);
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
