package xnorsim.sim;

/** Widths of integers in bits. */
final class Widths {

    private Widths() {}

    static int check(String path, int width) {
        if (width < 1 || width > 64) {
            throw new IllegalArgumentException(path + ": width " + width + " is not within 1..64");
        }
        return width;
    }

    static boolean fits(long value, int width, boolean signed) {
        if (width == 64) {
            return true;
        }
        long high = value >> (signed ? width - 1 : width);
        return high == 0 || (signed && high == -1);
    }
}
