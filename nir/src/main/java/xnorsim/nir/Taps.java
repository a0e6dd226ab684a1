package xnorsim.nir;

/**
 * Where, in rows or in columns, a kernel and a window that are applied one after the other reach: place k of the kernel
 * and place w of the window together lie k * perKernel + w * perWindow places into a kernel that stands for both.
 *
 * @param size      places of that kernel
 * @param dilation  of that kernel
 * @param perKernel its places between two of the first kernel
 * @param perWindow its places between two of the window
 * @param gaps      whether it has places to which nothing belongs
 */
record Taps(int size, int dilation, int perKernel, int perWindow, boolean gaps) {

    /**
     * Both together.
     *
     * @param kernel      places of the kernel
     * @param kernelApart elements of the map between two of them
     * @param window      places of the window
     * @param windowApart elements of the map between two of them
     */
    static Taps of(int kernel, int kernelApart, int window, int windowApart) {
        int unit = divisor(kernel == 1 ? 0 : kernelApart, window == 1 ? 0 : windowApart);
        int perKernel = kernel == 1 ? 0 : kernelApart / unit;
        int perWindow = window == 1 ? 0 : windowApart / unit;
        int size = Math.addExact(Math.multiplyExact(kernel - 1, perKernel),
                Math.addExact(Math.multiplyExact(window - 1, perWindow), 1));
        // The smaller of two steps without a common divisor has to be 1, and its places have to reach the next of the
        // other.
        boolean gaps = kernel > 1 && window > 1
                && ((perKernel > 1 && perWindow > 1) || (perWindow == 1 ? window < perKernel : kernel < perWindow));
        return new Taps(size, unit, perKernel, perWindow, gaps);
    }

    /** The greatest common divisor, 1 of two zeros. */
    private static int divisor(int a, int b) {
        int larger = a;
        int smaller = b;
        while (smaller != 0) {
            int rest = larger % smaller;
            larger = smaller;
            smaller = rest;
        }
        return Math.max(1, larger);
    }
}
