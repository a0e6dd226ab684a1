package xnorsim.chip.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import xnorsim.arrays.PopcountKernels;
import xnorsim.chip.arch.Architecture;
import xnorsim.chip.arch.ArchitectureFile;
import xnorsim.chip.arch.Pipelining;
import xnorsim.chip.control.Schedule;
import xnorsim.chip.layout.Mapping;
import xnorsim.network.BinaryLayer;
import xnorsim.network.FirstLayer;
import xnorsim.network.FixedWeights;
import xnorsim.network.Geometry;
import xnorsim.network.InputCoding;
import xnorsim.network.LastLayer;
import xnorsim.network.Layer;
import xnorsim.network.Network;
import xnorsim.network.Normalization;
import xnorsim.network.PoissonEncoder;
import xnorsim.network.Shape;

/** A network of the size of VGG-11 on maps of 32 x 32, random weights: the recurrence holds cycle for cycle. */
class Vgg11Test {

    private static final int[] CHANNELS = {128, 256, 256, 512, 512, 512, 512};
    private static final int[] POOLS = {2, 1, 2, 1, 2, 1, 2};
    private static final int TIME_STEPS = 8;
    private static final int IMAGES = 2;
    private static final Network NETWORK = network();

    private static Network network() {
        Random random = new Random(11);
        List<Layer> layers = new ArrayList<>();
        Geometry first = Geometry.convolution(new Shape(3, 32, 32), 64, 3, 3, 1, 1);
        layers.add(new FirstLayer("conv1", first, codes(first, random), Normalization.identity(64), 1, 2,
                InputCoding.POISSON));
        for (int l = 0; l < CHANNELS.length; l++) {
            layers.add(binary("conv" + (l + 2),
                    Geometry.convolution(layers.getLast().output(), CHANNELS[l], 3, 3, 1, 1), l > 0,
                    POOLS[l], random));
        }
        for (int l = 9; l <= 10; l++) {
            layers.add(binary("fc" + l, Geometry.fullyConnected(layers.getLast().output(), 512), true, 1, random));
        }
        Geometry last = Geometry.fullyConnected(layers.getLast().output(), 100);
        layers.add(new LastLayer("fc11", last, codes(last, random), new double[100]));
        return new Network("vgg11", first.input(), TIME_STEPS, layers);
    }

    private static FixedWeights codes(Geometry g, Random random) {
        return new FixedWeights(8, 7, random.ints(g.weights(), -128, 128).toArray());
    }

    private static BinaryLayer binary(String name, Geometry g, boolean residual, int pool, Random random) {
        byte[] weights = new byte[g.weights()];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (byte) random.nextInt(2);
        }
        double[] alpha = new double[g.outputChannels()];
        Arrays.fill(alpha, 1);
        return new BinaryLayer(name, g, weights, alpha, Normalization.identity(g.outputChannels()), 40, residual,
                pool);
    }

    private static Architecture architecture(Pipelining pipelining, String replicas, int lanes, boolean latch) {
        String yaml = "pipelining: " + pipelining.name().toLowerCase(Locale.ROOT) + "\nreplicas: " + replicas
                + "\nlanes: " + lanes + "\ndouble_buffered: " + latch + "\n";
        return ArchitectureFile.parse(yaml).architecture();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            NONE  | 1                                       | 64   | false
            NONE  | 4                                       | 2048 | true
            LAYER | 1                                       | 2048 | false
            LAYER | 3                                       | 64   | true
            LAYER | '{conv2: 16, conv3: 4, conv4: 2, fc9: 1}' | 2048 | false
            """)
    void predictedStartsAndEnds_followTheRecurrence(Pipelining pipelining, String replicas, int lanes, boolean latch) {
        Architecture a = architecture(pipelining, replicas, lanes, latch);
        Recurrence.Times expected = Recurrence.of(NETWORK, a, 5);
        Schedule predicted = Schedule.of(NETWORK, a, 5);
        assertThat(predicted.starts().toArray(long[][]::new)).isDeepEqualTo(expected.start());
        assertThat(predicted.ends().toArray(long[][]::new)).isDeepEqualTo(expected.end());
    }

    @ParameterizedTest
    @CsvSource({"NONE, 1, 64, false", "LAYER, 4, 2048, true"})
    void simulatedStartsAndEnds_followTheRecurrence(Pipelining pipelining, String replicas, int lanes, boolean latch) {
        Architecture a = architecture(pipelining, replicas, lanes, latch);
        byte[] pixels = new byte[NETWORK.input().size()];
        new Random(3).nextBytes(pixels);
        ChipRun run = new ChipSimulation(new Mapping(NETWORK, a), PopcountKernels.chosen()).run(IMAGES,
                k -> new PoissonEncoder(1).source(k, pixels), (k, classes) -> {});
        Recurrence.Times expected = Recurrence.of(NETWORK, a, IMAGES);
        for (int l = 0; l < expected.end().length; l++) {
            for (int t = 0; t < IMAGES * TIME_STEPS; t++) {
                ImageResult image = run.images().get(t / TIME_STEPS);
                assertThat(image.starts()[l][t % TIME_STEPS]).isEqualTo(expected.start()[l][t]);
                assertThat(image.ends()[l][t % TIME_STEPS]).isEqualTo(expected.end()[l][t]);
            }
        }
        assertThat(run.cycles()).isEqualTo(expected.cycles());
    }
}
