package xnorsim.network.reference;

import java.util.Arrays;
import xnorsim.network.Geometry;
import xnorsim.network.Shape;

/**
 * Sums of weights times inputs of a layer.
 *
 * @param geometry connections
 * @param weights  index (input channel in its group, kernel row, kernel column, output channel): an input's weights lie
 *                 side by side
 */
// An array: up to millions of numbers, made once and handed over; nothing compares two of these records.
@SuppressWarnings("ArrayRecordComponent")
record WeightedSums(Geometry geometry, double[] weights) {
    /**
     * Computes the sums: goes through the inputs, leaves out those that are 0, and adds each to the outputs it reaches.
     *
     * @param input o of eq. (5), 0, 1 or 2 (both layers spike), or the pixels of a directly coded image, below 1; index
     *        (channel, row, column)
     * @param sums result; index (row, column, output channel)
     */
    void compute(double[] input, double[] sums) {
        Arrays.fill(sums, 0);
        Shape shape = geometry.input();
        for (int channel = 0; channel < shape.channels(); channel++) {
            for (int row = 0; row < shape.height(); row++) {
                for (int column = 0; column < shape.width(); column++) {
                    double o = input[shape.index(channel, row, column)];
                    if (o != 0) {
                        addInput(channel, row, column, o, sums);
                    }
                }
            }
        }
    }

    private void addInput(int channel, int row, int column, double o, double[] sums) {
        Shape output = geometry.output();
        int down = geometry.stride().rows();
        int right = geometry.stride().columns();
        int group = channel / geometry.groupInputs();
        int inGroup = channel - group * geometry.groupInputs();
        int firstOutput = group * geometry.groupOutputs();
        for (int kernelRow = 0; kernelRow < geometry.kernelHeight(); kernelRow++) {
            int y = row + geometry.padding().top() - kernelRow * geometry.dilation().rows();
            if (y < 0 || y % down != 0 || y / down >= output.height()) {
                continue;
            }
            for (int kernelColumn = 0; kernelColumn < geometry.kernelWidth(); kernelColumn++) {
                int x = column + geometry.padding().left() - kernelColumn * geometry.dilation().columns();
                if (x < 0 || x % right != 0 || x / right >= output.width()) {
                    continue;
                }
                int position = y / down * output.width() + x / right;
                addScaled(o,
                        geometry.weightIndex(0, inGroup, kernelRow, kernelColumn) * geometry.outputChannels()
                                + firstOutput,
                        sums, position * geometry.outputChannels() + firstOutput);
            }
        }
    }

    /** Adds o times one input's weights to one position's sums, over the output channels of its group. */
    private void addScaled(double o, int weightStart, double[] sums, int sumStart) {
        int outputs = geometry.groupOutputs();
        for (int c = 0; c < outputs; c++) {
            sums[sumStart + c] += o * weights[weightStart + c];
        }
    }
}
