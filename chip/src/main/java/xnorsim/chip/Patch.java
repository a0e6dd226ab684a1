package xnorsim.chip;

import java.util.Arrays;
import xnorsim.network.Geometry;

/**
 * The input vector of one output position: the spikes under the kernel in the order kernel row, kernel column, channel,
 * 0 where the kernel lies over the padding.
 */
final class Patch {

    private final Geometry geometry;
    private final int outputWidth;

    Patch(Geometry geometry) {
        this.geometry = geometry;
        this.outputWidth = geometry.output().width();
    }

    /** Positions of the map under the kernel, without those on the padding. */
    int covered(int position) {
        int top = position / outputWidth * geometry.stride().rows() - geometry.padding().top();
        int left = position % outputWidth * geometry.stride().columns() - geometry.padding().left();
        int rows = Math.min(geometry.kernelHeight(), geometry.input().height() - top) - Math.max(0, -top);
        int columns = Math.min(geometry.kernelWidth(), geometry.input().width() - left) - Math.max(0, -left);
        return Math.max(0, rows) * Math.max(0, columns);
    }

    /** Gathers the K bits of one output position into {@code bits}, which are overwritten. */
    void gather(SpikeMap map, int position, long[] bits) {
        Arrays.fill(bits, 0);
        int channels = geometry.input().channels();
        int top = position / outputWidth * geometry.stride().rows() - geometry.padding().top();
        int left = position % outputWidth * geometry.stride().columns() - geometry.padding().left();
        // What the padding covers stays 0: a spike of 0 on a column in use.
        int first = Math.max(0, -left);
        int end = Math.min(geometry.kernelWidth(), geometry.input().width() - left);
        for (int row = Math.max(0, -top); row < geometry.kernelHeight(); row++) {
            if (top + row >= geometry.input().height()) {
                return;
            }
            if (end > first) {
                map.copyRow(top + row, left + first, end - first, bits,
                        (row * geometry.kernelWidth() + first) * channels);
            }
        }
    }
}
