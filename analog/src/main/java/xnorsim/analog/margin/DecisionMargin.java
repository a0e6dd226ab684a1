package xnorsim.analog.margin;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import xnorsim.analog.HoldTime;
import xnorsim.analog.RandomSource;
import xnorsim.analog.chance.ComparedChance;
import xnorsim.analog.chance.ConvertedChance;
import xnorsim.analog.chance.FiringChance;
import xnorsim.analog.chance.RowCodes;
import xnorsim.analog.chance.ThresholdChance;
import xnorsim.arrays.readout.AnalogReadout;
import xnorsim.arrays.readout.Readout;
import xnorsim.base.Workers;
import xnorsim.chip.arch.Architecture;
import xnorsim.chip.layout.Mapping;
import xnorsim.chip.replay.Decision;
import xnorsim.chip.replay.DecisionReplay;
import xnorsim.chip.run.ChipSimulation;
import xnorsim.chip.run.Session;
import xnorsim.network.BinaryLayer;

/**
 * Probability of a wrong spike in a network's own decisions: an error-free run gives for each decision the cells of
 * each kind in the row and the distance of the membrane from the threshold, and the probability that errors cross it
 * has a closed form (docs/margin.md). The mean over decisions is the expected fraction of wrong ones, given right
 * inputs and membranes before each; error propagation is not modelled.
 *
 * @param images that were run
 * @param layers one per layer on subarrays
 */
public record DecisionMargin(int images, List<LayerDecisions> layers) {

    /** Copies the list. */
    public DecisionMargin {
        layers = List.copyOf(layers);
    }

    /**
     * Runs images with the ideal readout and examines every decision. Results do not depend on the number of threads.
     *
     * @param session  gives images and mapping
     * @param readout  the readout whose errors are computed
     * @param images   number of images, at least 1
     * @param threads  at least 1
     * @param progress is notified of every finished image
     */
    public static DecisionMargin of(Session session, AnalogReadout readout, int images, int threads,
            IntConsumer progress) {
        Session ideal = session.withReadout(Readout.ideal());
        List<LayerDecisions> sum = new ArrayList<>();
        for (List<LayerDecisions> one : Workers.run(images, threads,
                () -> new Worker(ideal, readout), progress)) {
            for (int l = 0; l < one.size(); l++) {
                if (sum.size() == l) {
                    sum.add(one.get(l));
                } else {
                    sum.set(l, plus(sum.get(l), one.get(l)));
                }
            }
        }
        return new DecisionMargin(images, sum);
    }

    private static LayerDecisions plus(LayerDecisions a, LayerDecisions b) {
        List<WrongSpikes> steps = new ArrayList<>();
        for (int t = 0; t < a.timeSteps().size(); t++) {
            steps.add(a.timeSteps().get(t).plus(b.timeSteps().get(t)));
        }
        return new LayerDecisions(a.layer(), a.name(), steps);
    }

    /** One readout's chances, with what is kept for them, by slots and hold time. */
    private static final class Probabilities {

        /** What the probabilities of a layer depend on apart from the decision. */
        private record Shape(int slots, int columnTiles, long holdPs) {}

        private final AnalogReadout readout;
        private final int columns;
        private final ThresholdChance thresholds;
        private final Map<Shape, RowCodes> codes = new HashMap<>();
        private final Map<Shape, FiringChance> converted = new HashMap<>();
        private final Map<Shape, FiringChance> compared = new HashMap<>();

        Probabilities(AnalogReadout readout, int columns) {
            this.readout = readout;
            this.columns = columns;
            this.thresholds = new ThresholdChance(readout.variation().thresholdSigma());
        }

        double otherThan(boolean fires, Decision d, int slots, long holdPs) {
            if (Double.isInfinite(d.needed())) {
                return fires ? 1 : 0;
            }
            if (d.skipped()) {
                // Without the subarrays the sum is exact.
                return thresholds.otherThan(fires, d.dot(), d);
            }
            Shape shape = new Shape(slots, d.cells().length, holdPs);
            boolean compares = d.lastStep() && readout.comparesLastStep();
            return (compares
                    ? compared.computeIfAbsent(shape, _ -> new ComparedChance(readout, columns, slots, holdPs))
                    : converted.computeIfAbsent(shape, this::converted)).otherThan(fires, d);
        }

        private FiringChance converted(Shape shape) {
            RowCodes rows = codes.computeIfAbsent(new Shape(shape.slots, 1, shape.holdPs),
                    one -> new RowCodes(readout.transfer(columns, one.slots), one.holdPs));
            return new ConvertedChance(rows, readout.variation().deadRowRate(), thresholds, shape.columnTiles);
        }
    }

    /** Adds up one layer's chances in one time step. */
    private static final class Sums {
        private final double[] alone;
        private double fixed;
        private double together;
        private long decisions;

        Sums(int sources) {
            alone = new double[sources];
        }
    }

    /** One thread. */
    private static final class Worker implements IntFunction<List<LayerDecisions>> {
        private final Session session;
        private final Mapping mapping;
        private final Architecture architecture;
        private final ChipSimulation chip;
        private final DecisionReplay replay;
        private final List<RandomSource> sources;
        private final List<Probabilities> alone;
        private final Probabilities fixed;
        private final Probabilities together;
        private Sums[][] sums = {};

        Worker(Session session, AnalogReadout readout) {
            this.session = session;
            this.mapping = session.mapping();
            this.architecture = mapping.architecture();
            this.chip = session.chip();
            this.replay = new DecisionReplay(mapping);
            chip.observe(replay);
            int columns = architecture.columns();
            this.sources = Stream.of(RandomSource.values()).filter(source -> source.isIn(readout)).toList();
            this.alone = sources.stream().map(source -> new Probabilities(source.alone(readout), columns)).toList();
            this.fixed = new Probabilities(RandomSource.none(readout), columns);
            this.together = new Probabilities(readout, columns);
        }

        @Override
        public List<LayerDecisions> apply(int image) {
            chip.run(image, session.input().sources().apply(image));
            int layers = mapping.network().layers().size();
            sums = new Sums[layers][mapping.network().timeSteps()];
            for (Sums[] layer : sums) {
                Arrays.setAll(layer, _ -> new Sums(sources.size()));
            }
            replay.replay(this::add);
            List<LayerDecisions> found = new ArrayList<>();
            for (int l = 0; l < layers; l++) {
                if (mapping.network().layers().get(l) instanceof BinaryLayer layer) {
                    found.add(new LayerDecisions(l, layer.name(), Stream.of(sums[l]).map(this::means).toList()));
                }
            }
            return found;
        }

        private void add(Decision d) {
            int slots = mapping.slots(d.layer());
            long holdPs = HoldTime.ofPass(architecture, slots, d.mostSpikes());
            Sums sum = sums[d.layer()][d.timeStep()];
            boolean right = d.fires();
            double wrong = fixed.otherThan(right, d, slots, holdPs);
            // Deterministic: 0 or 1.
            boolean steady = wrong < 0.5 == right;
            sum.decisions++;
            sum.fixed += wrong;
            double only = 0;
            for (int s = 0; s < alone.size(); s++) {
                only = alone.get(s).otherThan(steady, d, slots, holdPs);
                sum.alone[s] += only;
            }
            sum.together += alone.isEmpty()
                    ? wrong
                    : alone.size() == 1
                            ? steady == right ? only : 1 - only
                            : together.otherThan(right, d, slots, holdPs);
        }

        private WrongSpikes means(Sums sum) {
            Map<RandomSource, Double> parts = new EnumMap<>(RandomSource.class);
            for (int s = 0; s < sources.size(); s++) {
                parts.put(sources.get(s), sum.alone[s] / sum.decisions);
            }
            return new WrongSpikes(sum.decisions, parts, sum.fixed / sum.decisions, sum.together / sum.decisions);
        }
    }
}
