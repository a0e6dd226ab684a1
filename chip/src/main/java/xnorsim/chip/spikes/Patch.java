package xnorsim.chip.spikes;

import java.util.Arrays;
import xnorsim.network.Geometry;

/**
 * The input vector of one output position: the spikes under the kernel in the order group, kernel row, kernel column,
 * channel, 0 where the kernel lies over the padding.
 */
public final class Patch {

    private final Geometry geometry;
    private final int outputWidth;
    /** Stride of the kernel in rows and columns. */
    private final int down;
    private final int apart;

    /** The kernel of a layer on its padded map. */
    public Patch(Geometry geometry) {
        this.geometry = geometry;
        this.down = geometry.dilation().rows();
        this.apart = geometry.dilation().columns();
        this.outputWidth = geometry.output().width();
    }

    /** Positions of the map under the kernel, without padding. */
    public int covered(int position) {
        int top = position / outputWidth * geometry.stride().rows() - geometry.padding().top();
        int left = position % outputWidth * geometry.stride().columns() - geometry.padding().left();
        int rows = end(geometry.kernelHeight(), top, down, geometry.input().height()) - first(top, down);
        int columns = end(geometry.kernelWidth(), left, apart, geometry.input().width()) - first(left, apart);
        return Math.max(0, rows) * Math.max(0, columns);
    }

    /** The first kernel row or column on the map. */
    private static int first(int start, int step) {
        return start >= 0 ? 0 : step == 1 ? -start : Math.ceilDiv(-start, step);
    }

    /** The end (exclusive) of the kernel rows or columns on the map, at most {@link #first} if there are none. */
    private static int end(int kernel, int start, int step, int size) {
        int left = size - start;
        return Math.min(kernel, step == 1 ? left : Math.ceilDiv(left, step));
    }

    /** Gathers the K bits of every group of one output position into {@code bits}, which are overwritten. */
    public void gather(SpikeMap map, int position, long[] bits) {
        Arrays.fill(bits, 0);
        int channels = geometry.input().channels();
        int top = position / outputWidth * geometry.stride().rows() - geometry.padding().top();
        int left = position % outputWidth * geometry.stride().columns() - geometry.padding().left();
        // Padding stays 0: no spike on a used column.
        int first = first(left, apart);
        int end = end(geometry.kernelWidth(), left, apart, geometry.input().width());
        int endRow = end(geometry.kernelHeight(), top, down, geometry.input().height());
        if (end <= first) {
            return;
        }
        for (int row = first(top, down); row < endRow; row++) {
            int at = row * geometry.kernelWidth() + first;
            if (geometry.groups() > 1) {
                copyGroups(map, top + row * down, left + first * apart, end - first, bits, at);
            } else if (apart == 1) {
                map.copyRow(top + row * down, left + first, end - first, bits, at * channels);
            } else {
                copyApart(map, top + row * down, left + first * apart, end - first, bits, at * channels);
            }
        }
    }

    private void copyGroups(SpikeMap map, int row, int column, int count, long[] bits, int at) {
        int channels = geometry.groupInputs();
        for (int k = 0; k < count; k++) {
            for (int group = 0; group < geometry.groups(); group++) {
                map.copyChannels(row, column + k * apart, group * channels, channels, bits,
                        group * geometry.fanIn() + (at + k) * channels);
            }
        }
    }

    private void copyApart(SpikeMap map, int row, int column, int count, long[] bits, int at) {
        for (int k = 0; k < count; k++) {
            map.copyRow(row, column + k * apart, 1, bits, at + k * geometry.input().channels());
        }
    }
}
