package xnorsim.cli;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import xnorsim.arrays.PopcountKernel;
import xnorsim.chip.ChipSimulation;
import xnorsim.chip.ImageResult;
import xnorsim.chip.Mapping;
import xnorsim.chip.SpikeObserver;
import xnorsim.network.Network;
import xnorsim.network.Shape;
import xnorsim.network.SpikeSource;
import xnorsim.network.reference.FixedPoint;
import xnorsim.network.reference.Overflow;
import xnorsim.network.reference.Recording;
import xnorsim.network.reference.ReferenceModel;

/** Images on one chip, one after another, of which everything is kept and compared with the reference model. */
final class SpikeSession {
    private final Mapping mapping;
    private final Network network;
    private final Kept kept;
    private final long[] fired;
    private final int[] written;
    private long cycles;
    private long compared;
    private long different;
    private long membranesDifferent;
    private long differentReal;
    private final Optional<ReferenceModel> real;

    /**
     * Everything that layers did.
     *
     * @param spikes    of every spiking layer, index (image, time step, channel, row, column)
     * @param membranes of every layer after the last time step, index (image, channel, row, column)
     * @param traces    of every layer after each time step, if asked for, index (image, time step, channel, row, column)
     * @param classes   one an image
     */
    // Arrays: filled in one place; nothing compares two of these.
    @SuppressWarnings("ArrayRecordComponent")
    record Kept(byte[][] spikes, double[][] membranes, Optional<double[][]> traces, int[] classes) {}

    /**
     * A session of so many images.
     *
     * @param given     the network before its parameters were put on the grid of the fixed point
     * @param everyStep whether the membranes of every time step are kept, or only the last ones
     */
    SpikeSession(Mapping mapping, Network given, int images, boolean everyStep) {
        this.mapping = mapping;
        this.network = mapping.network();
        // Where nothing is rounded, the fixed point is the real numbers.
        this.real = mapping.isExact() && given.equals(network)
                ? Optional.empty()
                : Optional.of(ReferenceModel.real(given));
        int layers = network.layers().size();
        this.fired = new long[layers - 1];
        byte[][] spikes = new byte[layers - 1][];
        double[][] membranes = new double[layers][];
        double[][] traces = new double[layers][];
        for (int l = 0; l < layers; l++) {
            int size = network.layers().get(l).geometry().output().size();
            membranes[l] = new double[images * size];
            traces[l] = new double[everyStep ? images * network.timeSteps() * size : 0];
            if (l < spikes.length) {
                spikes[l] = new byte[images * network.timeSteps() * size];
            }
        }
        this.kept = new Kept(spikes, membranes, everyStep ? Optional.of(traces) : Optional.empty(), new int[images]);
        this.written = new int[layers];
    }

    Kept kept() {
        return kept;
    }

    boolean agrees() {
        return different == 0 && membranesDifferent == 0;
    }

    /** Simulates all images. */
    void run(PopcountKernel kernel, IntFunction<SpikeSource> inputs, boolean compare, IntConsumer progress) {
        var a = mapping.architecture();
        Overflow overflow = switch (a.overflow()) {
            case ERROR -> Overflow.ERROR;
            case SATURATE -> Overflow.SATURATE;
        };
        ReferenceModel reference = ReferenceModel.fixedPoint(network,
                new FixedPoint(a.fractionBits(), a.membraneBits(), overflow));
        ChipSimulation chip = new ChipSimulation(mapping, kernel);
        int[] image = {0};
        chip.observe(new SpikeObserver() {
            @Override
            public void fired(long number, int layer, int step, int position, long[] channels) {
                keepSpikes(image[0], layer, step, position, channels);
                keepTrace(image[0], layer, step, chip);
            }

            @Override
            public void accumulated(int step, long[] membranes) {
                kept.traces.ifPresent(traces -> keepMembranes(traces[fired.length],
                        image[0] * network.timeSteps() + step, fired.length, membranes));
            }
        });
        for (; image[0] < kept.classes.length; image[0]++) {
            SpikeSource source = inputs.apply(image[0]);
            ImageResult result = chip.run(image[0], source);
            cycles += result.cycles();
            kept.classes[image[0]] = result.predicted();
            for (int l = 0; l < network.layers().size(); l++) {
                keepMembranes(kept.membranes[l], image[0], l,
                        l < fired.length ? chip.membranes(l) : result.membranes());
            }
            if (compare) {
                compare(image[0], reference.run(source));
                real.ifPresent(model -> compareReal(image[0], model.run(source)));
            }
            progress.accept(image[0] + 1);
        }
    }

    private void keepSpikes(int image, int layer, int step, int position, long[] channels) {
        Shape map = network.layers().get(layer).geometry().output();
        int at = (image * network.timeSteps() + step) * map.size() + position;
        for (int channel = 0; channel < map.channels(); channel++) {
            byte spike = (byte) (channels[channel >> 6] >>> channel & 1);
            kept.spikes[layer][at + channel * map.positions()] = spike;
            fired[layer] += spike;
        }
    }

    /** A layer's membranes of a time step are complete when it has been at all positions. */
    private void keepTrace(int image, int layer, int step, ChipSimulation chip) {
        if (kept.traces.isEmpty()) {
            return;
        }
        written[layer]++;
        if (written[layer] == network.layers().get(layer).geometry().output().positions()) {
            written[layer] = 0;
            keepMembranes(kept.traces.get()[layer], image * network.timeSteps() + step, layer, chip.membranes(layer));
        }
    }

    /** From the chip's order, channels fastest, in units of 2^-F, to channels, rows and columns in real numbers. */
    private void keepMembranes(double[] into, int number, int layer, long[] membranes) {
        Shape map = network.layers().get(layer).geometry().output();
        int fraction = mapping.fractionBits(layer);
        for (int i = 0; i < membranes.length; i++) {
            int channel = i % map.channels();
            int position = i / map.channels();
            into[number * map.size() + channel * map.positions() + position] = Math.scalb((double) membranes[i],
                    -fraction);
        }
    }

    private void compare(int image, Recording reference) {
        for (int l = 0; l < network.layers().size(); l++) {
            int size = network.layers().get(l).geometry().output().size();
            double[] membranes = reference.membranes(l);
            for (int i = 0; i < size; i++) {
                membranesDifferent += kept.membranes[l][image * size + i] == membranes[i] ? 0 : 1;
            }
            for (int t = 0; l < fired.length && t < network.timeSteps(); t++) {
                byte[] expected = reference.spikes(l, t);
                compared += size;
                for (int i = 0; i < size; i++) {
                    different += kept.spikes[l][(image * network.timeSteps() + t) * size + i] == expected[i] ? 0 : 1;
                }
            }
        }
    }

    /** Counts the spikes that rounding to the fixed point has changed. */
    private void compareReal(int image, Recording equations) {
        for (int l = 0; l < fired.length; l++) {
            int size = network.layers().get(l).geometry().output().size();
            for (int t = 0; t < network.timeSteps(); t++) {
                byte[] expected = equations.spikes(l, t);
                for (int i = 0; i < size; i++) {
                    differentReal += kept.spikes[l][(image * network.timeSteps() + t) * size + i] == expected[i]
                            ? 0
                            : 1;
                }
            }
        }
    }

    private double rate(int layer) {
        return (double) fired[layer] / kept.spikes[layer].length;
    }

    String toJson() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("network", network.name());
        values.put("images", kept.classes.length);
        values.put("classes", java.util.Arrays.stream(kept.classes).boxed().toList());
        values.put("cycles_per_image", (double) cycles / kept.classes.length);
        values.put("spikes_compared", compared);
        values.put("spikes_different", different);
        values.put("membranes_different", membranesDifferent);
        values.put("spikes_different_from_real_numbers", differentReal);
        Map<String, Object> rates = new LinkedHashMap<>();
        for (int l = 0; l < fired.length; l++) {
            rates.put(network.layers().get(l).name(), rate(l));
        }
        values.put("spike_rates", rates);
        return Json.object(values);
    }

    String toText() {
        Table table = new Table();
        table.row("network", network.name());
        table.row("images", String.format(Locale.ROOT, "%,d", kept.classes.length));
        table.row("reference", compared == 0
                ? "not compared"
                : String.format(Locale.ROOT, "%,d spikes compared, %,d differ; %,d membranes differ", compared,
                        different,
                        membranesDifferent));
        if (compared > 0) {
            table.row("rounding", RunReport.rounding(differentReal, compared));
        }
        table.row("time", String.format(Locale.ROOT, "%,.0f cycles an image", (double) cycles / kept.classes.length));
        for (int l = 0; l < fired.length; l++) {
            table.row(l + " " + network.layers().get(l).name(), String.format(Locale.ROOT, "spike rate %.3f", rate(l)));
        }
        int[] counts = new int[network.classes()];
        for (int predicted : kept.classes) {
            counts[predicted]++;
        }
        table.row("classes", java.util.Arrays.toString(counts) + " images each");
        return table.toString();
    }
}
