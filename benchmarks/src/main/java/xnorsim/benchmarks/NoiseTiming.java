package xnorsim.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import xnorsim.arrays.PopcountKernels;
import xnorsim.chip.arch.ArchitectureFile;
import xnorsim.chip.layout.Mapping;
import xnorsim.chip.run.ChipSimulation;
import xnorsim.network.Network;
import xnorsim.network.data.LabelledImages;
import xnorsim.network.data.Split;
import xnorsim.network.file.NetworkFile;

/**
 * What an analog readout costs the simulation of a network: the same images on chips that differ in their readout, in
 * turn, one thread, in processor time; medians over rounds, and the ratio to the ideal readout of the same round.
 */
public final class NoiseTiming {

    private static final int WARM_ROUNDS = 3;
    private static final int ROUNDS = 7;
    private static final double MAX_TIMES_SLOWER = 5;

    /** One chip: its name in the table and its readout. */
    private record Chip(String name, String readout) {}

    private static final String CHARGE = "kind: charge, temperature_k: 0";
    private static final String EVERYTHING = "kind: charge, hold_capacitance_ff: 100, leak_resistance_gohm: 100,"
            + " injection_fc: 0.01, injection_fc_per_v: 0.1, converter_bits: 8, offset_sigma_mv: 2,"
            + " calibration_step_mv: 0.5, cell_sigma: 0.01, stuck_at_0_rate: 0.0001, stuck_at_1_rate: 0.0001,"
            + " dead_row_rate: 0.001, dead_column_rate: 0.001, threshold_sigma_levels: 0.2";
    private static final List<Chip> CHIPS = List.of(new Chip("ideal", "kind: ideal"),
            new Chip("analog chain without losses", CHARGE),
            new Chip("stuck and dead cells, rows, columns",
                    CHARGE + ", stuck_at_0_rate: 0.0001, stuck_at_1_rate: 0.0001, dead_row_rate: 0.001,"
                            + " dead_column_rate: 0.001"),
            new Chip("offsets", CHARGE + ", offset_sigma_mv: 2"),
            new Chip("cell spread", CHARGE + ", cell_sigma: 0.01"),
            new Chip("kT/C noise", "kind: charge, hold_capacitance_ff: 100"), new Chip("everything", EVERYTHING),
            // Where noise is large it decides often, and each such decision needs its exact draw.
            new Chip("everything, 1 fF", EVERYTHING.replace("hold_capacitance_ff: 100,", "hold_capacitance_ff: 1,")),
            new Chip("everything, flash comparators",
                    EVERYTHING + ", converter: flash, comparator_offset_sigma_mv: 1"));

    /** Time of the processor, so that other programs on the machine do not count. */
    private static final ThreadMXBean THREAD = ManagementFactory.getThreadMXBean();

    private NoiseTiming() {}

    /** A folder with a model and images, and how many images. */
    public static void main(String[] arguments) {
        Path folder = Path.of(arguments[0]);
        int images = Integer.parseInt(arguments[1]);
        Network network = NetworkFile.read(folder.resolve("model.npz")).network();
        LabelledImages data = LabelledImages.read(folder, Split.TEST);
        ChipSimulation[] chips = CHIPS.stream()
                .map(chip -> new ChipSimulation(
                        new Mapping(network, ArchitectureFile.parse("readout: {" + chip.readout + "}").architecture()
                                .withTimeSteps(network.timeSteps())),
                        PopcountKernels.chosen()))
                .toArray(ChipSimulation[]::new);
        double[][] ms = new double[chips.length][ROUNDS];
        for (int round = -WARM_ROUNDS; round < ROUNDS; round++) {
            for (int k = 0; k < chips.length; k++) {
                double spent = milliseconds(chips[k], network, data, images);
                if (round >= 0) {
                    ms[k][round] = spent;
                }
            }
        }
        StringBuilder table = new StringBuilder("""
                | readout | ms of processor time an image | times ideal | least..most |
                |---|---|---|---|
                """);
        double all = 0;
        for (int k = 0; k < chips.length; k++) {
            double[] times = new double[ROUNDS];
            for (int round = 0; round < ROUNDS; round++) {
                times[round] = ms[k][round] / ms[0][round];
            }
            Arrays.sort(times);
            double[] sorted = ms[k].clone();
            Arrays.sort(sorted);
            table.append(String.format(Locale.ROOT, "| %s | %.2f | %.2f | %.2f..%.2f |\n", CHIPS.get(k).name,
                    sorted[ROUNDS / 2], times[ROUNDS / 2], times[0], times[ROUNDS - 1]));
            all = CHIPS.get(k).name.equals("everything") ? times[ROUNDS / 2] : all;
        }
        System.out.print(table);
        if (all > MAX_TIMES_SLOWER) {
            System.out.printf(Locale.ROOT, "everything is %.2f times slower, more than %.0f%n", all, MAX_TIMES_SLOWER);
            System.exit(1);
        }
    }

    private static double milliseconds(ChipSimulation chip, Network network, LabelledImages data, int images) {
        long begin = THREAD.getCurrentThreadCpuTime();
        for (int k = 0; k < images; k++) {
            chip.run(k, network.first().coding().source(1, k, data.pixels(k)));
        }
        return (THREAD.getCurrentThreadCpuTime() - begin) / 1e6 / images;
    }
}
