package xnorsim.benchmarks;

import java.util.List;
import java.util.Locale;
import xnorsim.arrays.PopcountKernels;
import xnorsim.chip.arch.Architecture;
import xnorsim.chip.arch.ArchitectureFile;
import xnorsim.chip.control.Schedule;
import xnorsim.chip.layout.Mapping;
import xnorsim.chip.run.NetworkReport;
import xnorsim.chip.run.Session;
import xnorsim.chip.run.SessionInput;
import xnorsim.network.Network;
import xnorsim.network.data.LabelledImages;

/**
 * What pipelining and replicas buy for {@link Vgg11}: the table of docs/timing.md on standard output. Every row is
 * predicted and simulated, and the two must agree to the cycle.
 */
public final class Vgg11Timing {

    private static final int IMAGES = 8;

    /** One chip: its name in the table and its architecture file. */
    private record Chip(String name, String yaml) {}

    private static final String BALANCED = "{conv2: 8, conv3: 4, conv4: 4, conv5: 2, conv6: 2}";

    private static final List<Chip> CHIPS = List.of(new Chip("`none`, 1 replica", ""),
            new Chip("`layer`, 1 replica", "pipelining: layer"), new Chip("`none`, 4 replicas", "replicas: 4"),
            new Chip("`layer`, 4 replicas", "pipelining: layer\nreplicas: 4"),
            new Chip("`none`, 1 replica, 2048 lanes", "lanes: 2048"),
            new Chip("`layer`, 1 replica, 2048 lanes", "lanes: 2048\npipelining: layer"),
            new Chip("`none`, 4 replicas, 2048 lanes", "lanes: 2048\nreplicas: 4"),
            new Chip("`layer`, 4 replicas, 2048 lanes", "lanes: 2048\npipelining: layer\nreplicas: 4"),
            new Chip("`layer`, as many as balance, 2048 lanes",
                    "lanes: 2048\npipelining: layer\nreplicas: " + BALANCED));

    private Vgg11Timing() {}

    /** No arguments. */
    public static void main(String[] arguments) {
        Network network = Vgg11.network();
        LabelledImages data = Vgg11.images(Vgg11.INPUT, IMAGES);
        StringBuilder table = new StringBuilder("""
                | `pipelining`, `replicas` | subarrays | one image | speed-up | an image of a stream | speed-up |
                |---|---|---|---|---|---|
                """);
        double alone = 0;
        double streamed = 0;
        for (Chip chip : CHIPS) {
            Architecture a = ArchitectureFile.parse(chip.yaml).architecture().withTimeSteps(network.timeSteps());
            Mapping mapping = new Mapping(network, a);
            double one = cycles(mapping, data, 1);
            double each = cycles(mapping, data, IMAGES);
            alone = alone == 0 ? one : alone;
            streamed = streamed == 0 ? each : streamed;
            table.append(String.format(Locale.ROOT, "| %s | %,d | %,.0f | %.2f | %,.0f | %.2f |\n", chip.name,
                    mapping.placement().arrays(), one, alone / one, each, streamed / each));
        }
        System.out.print(table);
    }

    private static double cycles(Mapping mapping, LabelledImages data, int images) {
        NetworkReport report = new Session(mapping, SessionInput.of(data, mapping.network(), images, 1))
                .kernel(PopcountKernels.chosen()).stream(true).run();
        double predicted = (double) Schedule.of(mapping.network(), mapping.architecture(), images).cycles() / images;
        if (report.time().cyclesPerImage() != predicted) {
            throw new IllegalStateException(
                    "predicted " + predicted + " cycles, simulated " + report.time().cyclesPerImage());
        }
        return predicted;
    }
}
