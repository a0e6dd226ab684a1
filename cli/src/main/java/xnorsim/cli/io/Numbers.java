package xnorsim.cli.io;

import java.util.Locale;

/** Numbers as people read them, the same in every locale. */
public final class Numbers {
    private static final String[] SECONDS = {"s", "ms", "us", "ns", "ps"};
    private static final String[] HERTZ = {"Hz", "kHz", "MHz", "GHz", "THz"};
    private static final String[] BYTES = {"bytes", "kB", "MB", "GB", "TB"};

    private Numbers() {}

    /** A duration with three digits and a fitting unit: {@code 12.5 us}, {@code 3:20 min}. */
    public static String duration(double seconds) {
        if (seconds >= 60) {
            long whole = Math.round(seconds);
            return whole < 3600
                    ? String.format(Locale.ROOT, "%d:%02d min", whole / 60, whole % 60)
                    : String.format(Locale.ROOT, "%d:%02d h", whole / 3600, whole % 3600 / 60);
        }
        double scaled = seconds;
        int unit = 0;
        while (scaled < 0.9995 && scaled > 0 && unit < SECONDS.length - 1) {
            scaled *= 1000;
            unit++;
        }
        return digits(scaled) + " " + SECONDS[unit];
    }

    /** A frequency with a fitting unit: {@code 500 MHz}. */
    public static String frequency(double hertz) {
        double scaled = hertz;
        int unit = 0;
        while (scaled >= 999.5 && unit < HERTZ.length - 1) {
            scaled /= 1000;
            unit++;
        }
        return digits(scaled) + " " + HERTZ[unit];
    }

    /** A number of bytes with a fitting unit. */
    public static String bytes(long bytes) {
        double scaled = bytes;
        int unit = 0;
        while (scaled >= 999.5 && unit < BYTES.length - 1) {
            scaled /= 1000;
            unit++;
        }
        return unit == 0 ? bytes + " bytes" : digits(scaled) + " " + BYTES[unit];
    }

    /** Three digits: 1.23, 12.3, 123. */
    public static String digits(double value) {
        return String.format(Locale.ROOT, value >= 99.95 ? "%.0f" : value >= 9.995 ? "%.1f" : "%.2f", value);
    }
}
