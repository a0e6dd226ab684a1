package xnorsim.arrays.readout;

/** Checks of parameters; messages name the key of the architecture file. */
final class Ranges {

    private Ranges() {}

    static void positive(String key, double value) {
        if (!(value > 0)) {
            throw wrong(key, value, "a number above 0");
        }
    }

    static void atLeastZero(String key, double value) {
        if (!(value >= 0 && value <= 1e6)) {
            throw wrong(key, value, "0..1000000");
        }
    }

    static void finite(String key, double value) {
        if (!Double.isFinite(value)) {
            throw wrong(key, value, "a finite number");
        }
    }

    static void sigma(String key, double value) {
        if (!(value >= 0 && value <= 1e6)) {
            throw wrong(key, value, "0..1000000, a standard deviation");
        }
    }

    static void rate(String key, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw wrong(key, value, "0..1, a part of all");
        }
    }

    static void within(String key, int value, int least, int most) {
        if (value < least || value > most) {
            throw wrong(key, value, least + ".." + most);
        }
    }

    private static IllegalArgumentException wrong(String key, Object value, String expected) {
        return new IllegalArgumentException(key + " is " + value + ", expected " + expected);
    }
}
