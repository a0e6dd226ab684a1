package xnorsim.cli.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoublePredicate;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import xnorsim.base.Printable;
import xnorsim.network.Network;

/** What a person may want to know of a run though nothing failed: layers and classes that take no part. */
final class RunRemarks {
    /** Below this many images per class, a class never predicted means little. */
    private static final int ENOUGH = 10;

    private final Network network;
    private final List<String> remarks = new ArrayList<>();

    private RunRemarks(Network network) {
        this.network = network;
    }

    /**
     * The remarks on a run.
     *
     * @param rates     spikes a neuron and time step of the spiking layers, in order
     * @param predicted the class of every image
     * @param labels    labels of the same images; empty if unknown
     */
    static List<String> of(Network network, List<Double> rates, List<Integer> predicted, List<Integer> labels) {
        RunRemarks found = new RunRemarks(network);
        found.layers(rates);
        found.predictions(predicted, labels);
        return List.copyOf(found.remarks);
    }

    private void layers(List<Double> rates) {
        layers(rates, rate -> rate == 0, "never fires on these images", "never fire on these images");
        layers(rates, rate -> rate == 1, "fires everywhere in every time step",
                "fire everywhere in every time step");
    }

    private void layers(List<Double> rates, DoublePredicate which, String one, String several) {
        List<String> names = IntStream.range(0, rates.size()).filter(l -> which.test(rates.get(l)))
                .mapToObj(l -> network.layers().get(l).name()).toList();
        if (!names.isEmpty()) {
            remarks.add((names.size() == 1 ? "layer " : "layers ") + Printable.list(names.stream(), "and") + " "
                    + (names.size() == 1 ? one : several));
        }
    }

    private void predictions(List<Integer> predicted, List<Integer> labels) {
        int classes = network.classes();
        int[] chosen = counts(classes, predicted);
        int[] wanted = counts(classes, labels);
        IntPredicate missing = labels.isEmpty()
                ? c -> chosen[c] == 0 && predicted.size() >= ENOUGH * classes
                : c -> chosen[c] == 0 && wanted[c] > 0;
        List<Integer> never = IntStream.range(0, classes).filter(missing).boxed().toList();
        if (never.isEmpty()) {
            return;
        }
        int images = never.stream().mapToInt(c -> wanted[c]).sum();
        boolean one = never.size() == 1;
        remarks.add((one ? "class " : "classes ") + Printable.list(never.stream(), "and") + (one ? " is" : " are")
                + " never predicted"
                + (labels.isEmpty()
                        ? ""
                        : String.format(Locale.ROOT, ", though %,d of the %,d images %s %s", images, predicted.size(),
                                images == 1 ? "has" : "have", one ? "it" : "them")));
    }

    private static int[] counts(int classes, List<Integer> values) {
        int[] counts = new int[classes];
        for (int value : values) {
            counts[value]++;
        }
        return counts;
    }
}
