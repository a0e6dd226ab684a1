package xnorsim.arrays.readout;

/** Checks beyond the ranges of keys. */
final class Ranges {

    private Ranges() {}

    static void finite(String key, double value) {
        if (!Double.isFinite(value)) {
            throw wrong(key, value, "a finite number");
        }
    }

    static IllegalArgumentException wrong(String key, Object value, String expected) {
        return new IllegalArgumentException(key + " is " + value + ", expected " + expected);
    }
}
