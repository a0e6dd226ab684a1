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

    /** Gathers the K bits of one output position into {@code bits}, which are overwritten. */
    void gather(SpikeMap map, int position, long[] bits) {
        Arrays.fill(bits, 0);
        int channels = geometry.input().channels();
        int top = position / outputWidth * geometry.stride() - geometry.padding();
        int left = position % outputWidth * geometry.stride() - geometry.padding();
        int at = 0;
        for (int row = top; row < top + geometry.kernelHeight(); row++) {
            for (int column = left; column < left + geometry.kernelWidth(); column++) {
                if (row >= 0 && row < geometry.input().height() && column >= 0 && column < geometry.input().width()) {
                    map.append(row, column, bits, at);
                }
                at += channels;
            }
        }
    }
}
