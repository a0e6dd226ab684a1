package xnorsim.network.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import xnorsim.network.Dilation;
import xnorsim.network.FirstLayer;
import xnorsim.network.FixedWeights;
import xnorsim.network.Geometry;
import xnorsim.network.InputCoding;
import xnorsim.network.Kernel;
import xnorsim.network.LastLayer;
import xnorsim.network.Network;
import xnorsim.network.Normalization;
import xnorsim.network.Padding;
import xnorsim.network.Shape;
import xnorsim.network.SpikeSource;
import xnorsim.network.Stride;
import xnorsim.network.file.NetworkFile;

/** Kernels, strides and dilations of any sizes, paddings of any sizes on any side. */
class GeometryPropertyTest {
    private final Random random = new Random(0);

    private Geometry geometry() {
        Shape input = new Shape(between(1, 3), between(1, 9), between(1, 9));
        int top = between(0, 3);
        int left = between(0, 3);
        int bottom = between(0, 3);
        int right = between(0, 3);
        int height = Math.min(between(1, 5), input.height() + top + bottom);
        int width = Math.min(between(1, 5), input.width() + left + right);
        // Now and then as wide as fits.
        int down = height == 1 ? 5 : (input.height() + top + bottom - 1) / (height - 1);
        int apart = width == 1 ? 5 : (input.width() + left + right - 1) / (width - 1);
        return new Geometry(input, between(1, 4), new Kernel(height, width, new Stride(between(1, 4), between(1, 4)),
                new Padding(top, left, bottom, right), new Dilation(between(1, down), between(1, apart))), 1);
    }

    private int between(int least, int most) {
        return least + random.nextInt(most - least + 1);
    }

    /**
     * One time step into neurons that never fire: the membranes are the sums, which a padded copy gives in plain loops.
     */
    @Property(tries = 400)
    void sums_areThoseOfAPaddedMap(@ForAll long seed) {
        random.setSeed(seed);
        Geometry g = geometry();
        Network network = network(g);
        byte[] spikes = new byte[g.input().size()];
        for (int i = 0; i < spikes.length; i++) {
            spikes[i] = (byte) random.nextInt(2);
        }
        Recording run = ReferenceModel.real(network).run(SpikeSource.of(new byte[][]{spikes}));
        int[] expected = padded(g, spikes, network.first().weights().codes());
        assertThat(run.membranes(0)).hasSize(expected.length);
        for (int i = 0; i < expected.length; i++) {
            assertThat(run.membranes(0)[i]).as("%s, sum %d", g, i).isEqualTo(expected[i]);
        }
    }

    /** The map is copied into a larger one of zeros, and the kernel slid as far as it goes. */
    private static int[] padded(Geometry g, byte[] spikes, int[] codes) {
        Shape in = g.input();
        int tall = g.padding().top() + in.height() + g.padding().bottom();
        int wide = g.padding().left() + in.width() + g.padding().right();
        int[][][] map = new int[in.channels()][tall][wide];
        for (int i = 0; i < spikes.length; i++) {
            int row = i / in.width() % in.height();
            map[i / in.width() / in.height()][g.padding().top() + row][g.padding().left() + i % in.width()] = spikes[i];
        }
        int rows = 0;
        int columns = 0;
        for (int y = 0; y + g.dilation().rows() * (g.kernelHeight() - 1) < tall; y += g.stride().rows()) {
            rows++;
        }
        for (int x = 0; x + g.dilation().columns() * (g.kernelWidth() - 1) < wide; x += g.stride().columns()) {
            columns++;
        }
        int[] sums = new int[g.outputChannels() * rows * columns];
        for (int i = 0; i < sums.length; i++) {
            int output = i / columns / rows;
            int kernel = in.channels() * g.kernelHeight() * g.kernelWidth();
            for (int k = 0; k < kernel; k++) {
                int channel = k / g.kernelWidth() / g.kernelHeight();
                int y = i / columns % rows * g.stride().rows()
                        + g.dilation().rows() * (k / g.kernelWidth() % g.kernelHeight());
                int x = i % columns * g.stride().columns() + g.dilation().columns() * (k % g.kernelWidth());
                sums[i] += codes[output * kernel + k] * map[channel][y][x];
            }
        }
        return sums;
    }

    private Network network(Geometry g) {
        FixedWeights codes = new FixedWeights(8, 0, random.ints(g.weights(), -128, 128).toArray());
        Geometry last = Geometry.fullyConnected(g.output(), 2);
        return new Network("uneven", g.input(), 1, List.of(
                new FirstLayer("first", g, codes, Normalization.identity(g.outputChannels()), 1e9, 1,
                        InputCoding.POISSON),
                new LastLayer("last", last, new FixedWeights(4, 0, new int[last.weights()]), new double[2])));
    }

    @Property(tries = 60)
    void file_givesBackTheGeometry(@ForAll long seed) throws IOException {
        random.setSeed(seed);
        Geometry g = geometry();
        Path folder = Files.createTempDirectory("geometry");
        Path file = folder.resolve("model.npz");
        NetworkFile.write(file, network(g), Map.of());
        Geometry again = NetworkFile.read(file).network().first().geometry();
        Files.delete(file);
        Files.delete(folder);
        assertThat(again).isEqualTo(g);
    }
}
