package xnorsim.proof.verify;

import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import xnorsim.arrays.PopcountKernel;
import xnorsim.arrays.readout.Readout;
import xnorsim.base.InputException;
import xnorsim.chip.arch.Architecture;
import xnorsim.chip.arch.ArraySize;
import xnorsim.chip.arch.ArrayTiming;
import xnorsim.chip.arch.ChipParameters;
import xnorsim.chip.arch.MembraneFormat;
import xnorsim.chip.arch.Pipelining;
import xnorsim.chip.arch.SampleSteps;
import xnorsim.chip.layout.Mapping;
import xnorsim.chip.layout.ResetMembranes;
import xnorsim.chip.run.ChipSimulation;
import xnorsim.chip.run.ImageResult;
import xnorsim.network.BinaryLayer;
import xnorsim.network.Layer;
import xnorsim.network.Network;
import xnorsim.network.SpikeSource;
import xnorsim.network.SpikingLayer;
import xnorsim.network.data.LabelledImages;
import xnorsim.network.reference.MembraneNumbers;
import xnorsim.network.reference.OutOfRange;
import xnorsim.network.reference.Recording;
import xnorsim.network.reference.ReferenceModel;
import xnorsim.neurons.IntegrateAndFire;
import xnorsim.proof.certificate.Certificate;
import xnorsim.proof.certificate.Certifier;
import xnorsim.proof.certificate.GridNetwork;
import xnorsim.proof.certificate.Hashes;
import xnorsim.proof.exact.TimeRecurrence;

/**
 * Holds the simulation of a whole network against the reference model in double, exact arithmetic and the timing
 * recurrence. Images take turns on two chips: the default one, and one of odd sizes whose layers overlap and whose
 * columns have a latch.
 */
public final class NetworkCheck {
    /** Bits of the membranes that the fault {@link Fault#NARROW_MEMBRANE} has. */
    private static final int NARROW = 8;

    private final Network network;
    private final Optional<Certificate> certificate;
    private final Optional<Fault> fault;
    private final LabelledImages images;
    private final long seed;
    private final PopcountKernel kernel;
    private final List<Chip> chips = new ArrayList<>();

    /** What one chip should do, and how it is built; with a fault, the two differ. */
    private record Chip(Mapping built, ReferenceModel reference, ExactNetwork exact, TimeRecurrence times) {}

    /**
     * A network on images.
     *
     * @throws InputException if the images do not fit the network
     */
    public NetworkCheck(Network network, LabelledImages images, long seed, Optional<Fault> fault,
            PopcountKernel kernel) {
        if (!images.shape().equals(network.input())) {
            throw InputException.wrongValue("data", "the shape of the images", images.shape(),
                    network.input() + ", the input of network " + network.name());
        }
        this.network = network;
        this.images = images;
        this.fault = fault;
        this.seed = seed;
        this.kernel = kernel;
        Optional<Held> found = held(network);
        this.certificate = found.map(Held::certificate);
        Network held = found.map(Held::network).orElse(network);
        Architecture plain = numbers(Architecture.defaults().withTimeSteps(network.timeSteps()));
        chips.add(chip(held, plain));
        chips.add(chip(held,
                new Architecture(new ArraySize(96, 100), new ArrayTiming(17, 2, 3, true, 1000),
                        new SampleSteps(network.timeSteps(), false),
                        new MembraneFormat(plain.fractionBits(), plain.membraneBits(), plain.overflow()),
                        Readout.ideal(), IntegrateAndFire.RULE,
                        ChipParameters.defaults().withLayers(70, Pipelining.LAYER))));
    }

    /** A certificate that holds, and the network on its grid. */
    private record Held(Certificate certificate, Network network) {}

    /**
     * Nothing for a network that has no certificate, or one whose numbers cannot be held: its rounded parameters are
     * compared.
     */
    private static Optional<Held> held(Network network) {
        if (network.timeSteps() > Certifier.MAX_TIME_STEPS) {
            return Optional.empty();
        }
        try {
            Certificate certificate = Certifier.certify(network);
            return certificate.isCertified()
                    ? Optional.of(new Held(certificate, GridNetwork.of(network, certificate)))
                    : Optional.empty();
        } catch (InputException e) {
            return Optional.empty();
        }
    }

    /** The certificate's widths, or the default's where the network has none. */
    private Architecture numbers(Architecture a) {
        return certificate.map(c -> a.withFixedPoint(c.fractionBits(), c.membraneBits())).orElse(a);
    }

    private Chip chip(Network held, Architecture a) {
        Mapping sound = new Mapping(held, a);
        ReferenceModel reference = ReferenceModel.fixedPoint(held,
                new MembraneNumbers(a.fractionBits(), a.membraneBits(), OutOfRange.ERROR));
        return new Chip(new Mapping(faulty(held), faulty(held, a)), reference,
                new ExactNetwork(network, sound, certificate.isPresent()), new TimeRecurrence(held, a));
    }

    /** Whether a network can have the fault; the others are of a single subarray. */
    public static boolean applies(Fault fault) {
        return switch (fault) {
            case OFF_BY_ONE_CYCLE, OTHER_LOADER, NARROW_MEMBRANE, STUCK_CELL, LATE_SPIKES -> true;
            default -> false;
        };
    }

    private Architecture faulty(Network held, Architecture a) {
        return fault.map(f -> switch (f) {
            case OFF_BY_ONE_CYCLE -> with(a, a.evalCycles() + 1, a.doubleBuffered());
            case OTHER_LOADER -> with(a, a.evalCycles(), !a.doubleBuffered());
            // A register must hold what a hard reset puts there, however narrow the fault makes it.
            case NARROW_MEMBRANE -> a.withFixedPoint(a.fractionBits(),
                    ResetMembranes.bits(held, a.fractionBits(), NARROW, a.membraneBits()).orElse(a.membraneBits()));
            default -> a;
        }).orElse(a);
    }

    private static Architecture with(Architecture a, int evalCycles, boolean doubleBuffered) {
        return new Architecture(new ArraySize(a.rows(), a.columns()),
                new ArrayTiming(a.busWidth(), evalCycles, a.senseCycles(), doubleBuffered, (int) a.clockPeriodPs()),
                new SampleSteps(a.timeSteps(), false),
                new MembraneFormat(a.fractionBits(), a.membraneBits(), a.overflow()), Readout.ideal(),
                IntegrateAndFire.RULE, ChipParameters.defaults().withLayers(a.lanes(), a.pipelining()));
    }

    private Network faulty(Network held) {
        if (fault.filter(f -> f == Fault.STUCK_CELL).isEmpty()) {
            return held;
        }
        List<Layer> layers = new ArrayList<>(held.layers());
        for (int l = 0; l < layers.size(); l++) {
            if (layers.get(l) instanceof BinaryLayer binary) {
                byte[] weights = binary.weights().clone();
                weights[0] = (byte) (1 - weights[0]);
                layers.set(l, new BinaryLayer(binary.name(), binary.geometry(), weights, binary.alpha(),
                        binary.normalization(), binary.theta(), binary.residual(), binary.pool(), binary.dynamics()));
                break;
            }
        }
        return new Network(held.name(), held.input(), held.timeSteps(), layers);
    }

    /** The certificate that the chips hold their numbers by, if the network has one. */
    public Optional<Certificate> certificate() {
        return certificate;
    }

    /** Input of the first layer for an image. */
    private SpikeSource source(int image) {
        return network.first().coding().source(seed, image, images.pixels(image));
    }

    private SpikeSource faultySource(int image) {
        SpikeSource sound = source(image);
        return fault.filter(f -> f == Fault.LATE_SPIKES).isEmpty()
                ? sound
                : new LateSource(sound);
    }

    /** Every value a time step late. */
    private record LateSource(SpikeSource sound) implements SpikeSource {
        @Override
        public boolean spike(int timeStep, int pixel) {
            return timeStep > 0 && sound.spike(timeStep - 1, pixel);
        }

        @Override
        public int value(int timeStep, int pixel) {
            return timeStep > 0 ? sound.value(timeStep - 1, pixel) : 0;
        }
    }

    private Chip chipOf(int image) {
        return chips.get(image % chips.size());
    }

    private ChipSimulation simulation(int image) {
        return new ChipSimulation(chipOf(image).built, kernel);
    }

    private ImageResult runOn(ChipSimulation chip, int image) {
        return chip.run(faultySource(image));
    }

    /** As {@link Verification#record}; a difference outside subarrays shows the first layer that has them. */
    void record(Path file, Finding finding, String comment) throws IOException {
        int layer = Math.clamp(finding.layer().orElse(1), 1, Math.max(1, network.layers().size() - 2));
        if (!(network.layers().get(layer) instanceof BinaryLayer)) {
            throw new InputException(file + ": cannot be written: network " + network.name() + " has no subarrays");
        }
        int image = finding.image();
        boolean same = finding.layer().orElse(-1) == layer;
        int rowTile = same ? Math.max(0, finding.row()) / chipOf(image).built.architecture().rows() : 0;
        ChipSimulation chip = simulation(image);
        DifferenceWaveform.record(file, chip.scheduler(), chip.signals(layer, rowTile, 0), comment,
                () -> runOn(chip, image));
    }

    /** One image on its own chip. */
    Tally check(int image) {
        ChipSimulation chip = simulation(image);
        byte[][][] seen = new byte[network.layers().size() - 1][network.timeSteps()][];
        for (int l = 0; l < seen.length; l++) {
            for (int t = 0; t < network.timeSteps(); t++) {
                seen[l][t] = new byte[network.layers().get(l).geometry().output().size()];
            }
        }
        chip.observe((number, layer, t, position, channels) -> {
            byte[] map = seen[layer][t];
            int positions = network.layers().get(layer).geometry().positions();
            for (int c = 0; c < map.length / positions; c++) {
                map[c * positions + position] = (byte) (channels[c >> 6] >>> c & 1);
            }
        });
        try {
            ImageResult result = runOn(chip, image);
            return new Comparison(image, chip, result, seen).tally();
        } catch (InputException e) {
            String reason = String.valueOf(e.getMessage());
            return new Tally(0, 0, 0, 0, 0, 0, 0, reason, Optional.of(Finding.stopped(image, reason)));
        }
    }

    /** One image's results and the expected ones. */
    private final class Comparison {
        private final int image;
        private final Chip judges;
        private final ChipSimulation chip;
        private final ImageResult result;
        private final byte[][][] seen;
        private final MessageDigest hash = Hashes.begin();
        private Optional<Finding> first = Optional.empty();
        private long spikes;
        private long membranes;
        private long times;

        Comparison(int image, ChipSimulation chip, ImageResult result, byte[][][] seen) {
            this.image = image;
            this.judges = chipOf(image);
            this.chip = chip;
            this.result = result;
            this.seen = seen;
        }

        Tally tally() {
            Recording reference = judges.reference.run(source(image));
            ExactNetwork.Outcome exact = judges.exact.run(source(image));
            for (int t = 0; t < network.timeSteps(); t++) {
                for (int l = 0; l < seen.length; l++) {
                    spikes(l, t, reference.spikes(l, t), exact.spikes()[l][t]);
                }
            }
            for (int l = 0; l <= seen.length; l++) {
                membranes(l, reference.membranes(l), exact.membranes()[l]);
            }
            if (certificate.isPresent()) {
                see(seen.length, network.timeSteps() - 1, -1, 0, "class", Finding.EXACT, exact.predicted(),
                        result.predicted());
            }
            times();
            return new Tally(spikes, membranes, 0, 0, times, certificate.isPresent() ? spikes : 0, 0,
                    Hashes.digits(hash), first);
        }

        private int slot(int l) {
            return network.layers().get(l) instanceof BinaryLayer binary ? binary.slots() - 1 : 0;
        }

        private void see(int l, int t, int row, int position, String quantity, String judge, long expected,
                long got) {
            if (expected != got && first.isEmpty()) {
                first = Optional
                        .of(Finding.value(image, l, t, slot(l), row, position, quantity, judge, expected, got));
            }
        }

        private void spikes(int l, int t, byte[] reference, byte[] exact) {
            byte[] got = seen[l][t];
            hash.update(got);
            int positions = network.layers().get(l).geometry().positions();
            for (int i = 0; i < got.length; i++) {
                spikes++;
                see(l, t, i / positions, i % positions, "spike", Finding.REFERENCE, reference[i], got[i]);
                see(l, t, i / positions, i % positions, "spike", Finding.EXACT, exact[i], got[i]);
            }
        }

        private void membranes(int l, double[] reference, long[] exact) {
            boolean last = !(network.layers().get(l) instanceof SpikingLayer);
            long[] got = last ? result.membranes() : chip.membranes(l);
            Hashes.add(hash, got);
            int channels = network.layers().get(l).geometry().outputChannels();
            int positions = got.length / channels;
            int fraction = judges.built.fractionBits(l);
            for (int i = 0; i < got.length; i++) {
                membranes++;
                int row = i % channels;
                int position = i / channels;
                long expected = (long) Math.scalb(reference[row * positions + position], fraction);
                see(l, network.timeSteps() - 1, row, position, "membrane", Finding.REFERENCE, expected, got[i]);
                see(l, network.timeSteps() - 1, row, position, "membrane", Finding.EXACT, exact[i], got[i]);
            }
        }

        private void times() {
            for (int t = 0; t < network.timeSteps(); t++) {
                for (int l = 0; l < network.layers().size(); l++) {
                    time(l, t, "start cycle", judges.times.startOf(l, t), result.starts()[l][t]);
                    time(l, t, "end cycle", judges.times.endOf(l, t), result.ends()[l][t]);
                }
            }
        }

        private void time(int l, int t, String quantity, long expected, long got) {
            times++;
            Hashes.add(hash, got);
            if (expected != got && first.isEmpty()) {
                first = Optional.of(new Finding(OptionalInt.empty(), image, OptionalInt.of(l), t, slot(l), -1, 0,
                        OptionalLong.of(Math.min(expected, got)), quantity, Finding.RECURRENCE,
                        Long.toString(expected), Long.toString(got)));
            }
        }
    }
}
