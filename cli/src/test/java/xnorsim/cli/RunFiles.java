package xnorsim.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import xnorsim.network.BinaryLayer;
import xnorsim.network.neuron.Dynamics;
import xnorsim.network.FirstLayer;
import xnorsim.network.FixedWeights;
import xnorsim.network.Geometry;
import xnorsim.network.InputCoding;
import xnorsim.network.LastLayer;
import xnorsim.network.Layer;
import xnorsim.network.Network;
import xnorsim.network.Normalization;
import xnorsim.network.Shape;
import xnorsim.network.data.LabelledImages;
import xnorsim.network.data.Split;
import xnorsim.network.file.NetworkFile;

/** A model file and three images of 4 x 4 in a folder: small enough for a test, with pooling and a residual. */
public final class RunFiles {
    public static final int IMAGES = 3;

    private final SplittableRandom random = new SplittableRandom(3);
    private final Path folder;

    public RunFiles(Path folder) {
        this.folder = folder;
        Shape image = new Shape(1, 4, 4);
        Geometry first = Geometry.convolution(image, 3, 3, 3, 1, 1);
        Geometry second = Geometry.convolution(new Shape(3, 4, 4), 4, 3, 3, 1, 1);
        Geometry third = Geometry.convolution(new Shape(4, 2, 2), 5, 3, 3, 1, 1);
        Geometry last = Geometry.fullyConnected(new Shape(5, 2, 2), 3);
        Network network = new Network("tiny", image, 4, List.of(
                new FirstLayer("conv1", first, fixedWeights(first), normalization(3), 1, 1, InputCoding.POISSON),
                new BinaryLayer("conv2", second, bits(second), ones(4), normalization(4), 1, false, 2),
                new BinaryLayer("conv3", third, bits(third), ones(5), normalization(5), 1, true, 1),
                new LastLayer("out", last, fixedWeights(last), new double[3])));
        NetworkFile.write(model(), network, Map.of("licence", "none"));
        byte[] pixels = new byte[IMAGES * 16];
        random.nextBytes(pixels);
        new LabelledImages(image, pixels, new byte[]{0, 1, 2}).write(folder, Split.TEST);
    }

    /** The model with other neurons in its three layers, and another number of time steps. */
    public Path model(String name, int timeSteps, Dynamics dynamics) {
        Network network = NetworkFile.read(model()).network();
        List<Layer> layers = network.layers().stream().<Layer>map(layer -> switch (layer) {
            case FirstLayer f -> new FirstLayer(f.name(), f.geometry(), f.weights(), f.normalization(), f.theta(),
                    f.pool(), f.coding(), dynamics);
            case BinaryLayer b -> new BinaryLayer(b.name(), b.geometry(), b.weights(), b.alpha(), b.normalization(),
                    b.theta(), b.residual(), b.pool(), dynamics);
            case LastLayer last -> last;
        }).toList();
        Path file = folder.resolve(name);
        NetworkFile.write(file, new Network(name, network.input(), timeSteps, layers), Map.of());
        return file;
    }

    private FixedWeights fixedWeights(Geometry geometry) {
        return new FixedWeights(6, 4,
                IntStream.generate(() -> random.nextInt(-20, 21)).limit(geometry.weights()).toArray());
    }

    private byte[] bits(Geometry geometry) {
        byte[] bits = new byte[geometry.weights()];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = (byte) random.nextInt(2);
        }
        return bits;
    }

    private static double[] ones(int count) {
        return IntStream.range(0, count).mapToDouble(i -> 1).toArray();
    }

    private Normalization normalization(int channels) {
        return new Normalization(IntStream.range(0, channels).mapToDouble(i -> random.nextDouble(-1, 1)).toArray(),
                IntStream.range(0, channels).mapToDouble(i -> random.nextDouble(0.5, 2)).toArray());
    }

    public Path model() {
        return folder.resolve("model.npz");
    }
}
