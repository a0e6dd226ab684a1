package xnorsim.explore;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToDoubleBiFunction;
import xnorsim.analog.margin.Margin;
import xnorsim.arrays.PopcountKernels;
import xnorsim.arrays.readout.LevelReadout;
import xnorsim.base.InputException;
import xnorsim.chip.arch.Architecture;
import xnorsim.chip.arch.ArchitectureFile;
import xnorsim.chip.layout.Mapping;
import xnorsim.chip.run.LayerReport;
import xnorsim.chip.run.NetworkReport;
import xnorsim.chip.run.Session;
import xnorsim.chip.run.SessionInput;
import xnorsim.cost.Cost;
import xnorsim.cost.CostModel;
import xnorsim.cost.CostPart;
import xnorsim.cost.Technology;
import xnorsim.cost.Term;
import xnorsim.explore.study.Metric;
import xnorsim.explore.study.Models;
import xnorsim.explore.study.Point;
import xnorsim.explore.study.PointResult;
import xnorsim.explore.study.Study;
import xnorsim.explore.study.StudyInputs;
import xnorsim.network.Network;
import xnorsim.neurons.NeuronRule;

/**
 * Simulates points. A result depends on the study, its inputs and the point alone, so points may be evaluated in any
 * order, by any number of threads, processes or machines. Safe for use by several threads.
 */
public final class PointEvaluator {
    private final Study study;
    private final StudyInputs inputs;
    private final SharedInputs shared;

    /** An evaluator of the points of a study. */
    public PointEvaluator(Study study, StudyInputs inputs) {
        this.study = study;
        this.inputs = inputs;
        this.shared = new SharedInputs(inputs.images());
    }

    /** Simulates a point, on the calling thread. */
    public PointResult evaluate(Point point) {
        try {
            return simulate(point);
        } catch (InputException e) {
            return new PointResult(point, PointResult.Status.IMPOSSIBLE, String.valueOf(e.getMessage()), 0, Map.of(),
                    List.of(), Map.of());
        }
    }

    /**
     * Remarks on the costs of a point, without simulation. None for an impossible point, which has no costs.
     */
    public List<String> remarks(PointResult result) {
        if (result.status() == PointResult.Status.IMPOSSIBLE) {
            return List.of();
        }
        Point point = result.point();
        Architecture architecture = mapping(point, Models.of(inputs.network(study.model(point)), point),
                study.workload().seeds().getFirst()).architecture();
        List<String> remarks = new ArrayList<>(costs(inputs.technologies().of(point), architecture)
                .map(model -> model.remarks(architecture))
                .orElseGet(() -> List.of("the costs of neuron " + architecture.neuron().key()
                        + " are unknown, so its points have no energy and no area")));
        if (study.asksFor(Metric.MARGIN) && architecture.readout() instanceof LevelReadout readout) {
            remarks.add("the margin of readout " + readout.key() + " is unknown, so its points have none");
        }
        return remarks;
    }

    private PointResult simulate(Point point) {
        Network trained = inputs.network(study.model(point));
        Network network = Models.of(trained, point);
        Technology technology = inputs.technologies().of(point);
        List<PointResult.Replicate> replicates = new ArrayList<>();
        List<Cost> costs = new ArrayList<>();
        int simulated = 0;
        boolean stopped = false;
        for (long seed : study.workload().seeds()) {
            Mapping mapping = mapping(point, network, seed);
            Optional<CostModel> model = costs(technology, mapping.architecture());
            SessionInput images = SessionInput.of(inputs.images(), network, study.workload().images(), seed)
                    .withSources(image -> shared.of(trained, network.timeSteps(), seed, image));
            boolean first = replicates.isEmpty();
            NetworkReport report = new Session(mapping, images)
                    .kernel(PopcountKernels.chosen())
                    .countEvents(model.isPresent())
                    .runWhile((done, right) -> !first || !isHopeless(done, right));
            Optional<Cost> cost = model
                    .map(one -> one.cost(mapping.architecture(), mapping, report.events().orElseThrow()));
            replicates.add(new PointResult.Replicate(seed,
                    metrics(report, cost, margin(network, mapping.architecture()))));
            cost.ifPresent(costs::add);
            simulated = Math.max(simulated, report.images());
            stopped = report.images() < study.workload().images();
            if (stopped) {
                break;
            }
        }
        return new PointResult(point, stopped ? PointResult.Status.STOPPED : PointResult.Status.DONE,
                stopped ? "accuracy cannot reach " + study.leastAccuracy().orElseThrow() : "", simulated,
                mean(replicates),
                replicates, parts(costs));
    }

    /** NaN for a readout without a margin model. */
    private static double margin(Network network, Architecture architecture) {
        return architecture.readout() instanceof LevelReadout
                ? Double.NaN
                : Margin.of(network, architecture).levels();
    }

    /** None for a neuron with unknown costs, in a study that does not use them. */
    private Optional<CostModel> costs(Technology technology, Architecture architecture) {
        if (!study.asksForCosts() && !architecture.neuron().analyses().contains(NeuronRule.Analysis.COST)) {
            return Optional.empty();
        }
        CostModel model = CostModel.of(technology);
        model.check(architecture);
        return Optional.of(model);
    }

    private Mapping mapping(Point point, Network network, long seed) {
        ArchitectureFile file = study.architectureFile(point, seed);
        if (file.given().contains("time_steps") && file.architecture().timeSteps() != network.timeSteps()) {
            throw InputException.wrongValue("architecture", "time_steps", file.architecture().timeSteps(),
                    network.timeSteps() + ", as network " + network.name() + " was trained with");
        }
        return new Mapping(network, file.architecture().withTimeSteps(network.timeSteps()));
    }

    private boolean isHopeless(int images, int right) {
        return study.earlyStop().isPresent()
                && study.earlyStop().get().isHopeless(images, right, study.workload().images(),
                        study.leastAccuracy().orElseThrow());
    }

    private static Map<Metric, Double> metrics(NetworkReport report, Optional<Cost> costs, double marginLevels) {
        Map<Metric, Double> metrics = new EnumMap<>(Metric.class);
        metrics.put(Metric.ACCURACY, report.accuracy());
        metrics.put(Metric.CYCLES, report.time().cyclesPerImage());
        metrics.put(Metric.TIME, report.microsecondsPerImage());
        costs.ifPresent(cost -> {
            metrics.put(Metric.ENERGY, cost.energyNj());
            metrics.put(Metric.AREA, cost.areaMm2());
            metrics.put(Metric.EDP, cost.energyDelay());
            metrics.put(Metric.TOPS_PER_WATT, cost.systemTopsPerWatt()
                    .orElseThrow(() -> new InputException("technology " + cost.technology().name()
                            + ": a run consumes no energy, expected figures above 0")));
        });
        metrics.put(Metric.MARGIN, marginLevels);
        metrics.put(Metric.ARRAYS, (double) report.layers().stream().mapToInt(layer -> layer.arrays().count()).sum());
        metrics.put(Metric.CELLS_USED, cellsUsed(report.layers()));
        metrics.put(Metric.SPIKE_RATE, spikeRate(report.layers()));
        // A ratio to nothing: a chip without energy has no operations for it.
        metrics.values().removeIf(value -> !Double.isFinite(value));
        return metrics;
    }

    /** Totals by component, averaged over the replicates. */
    private static Map<String, Map<String, Double>> parts(List<Cost> costs) {
        Map<String, Map<String, Double>> parts = new LinkedHashMap<>();
        if (costs.isEmpty()) {
            return parts;
        }
        parts.put("energy_nj", means(costs, Cost::energy, (cost, part) -> cost.energyNj(t -> t.component() == part)));
        parts.put("area_mm2", means(costs, Cost::area, (cost, part) -> cost.areaMm2(t -> t.component() == part)));
        return parts;
    }

    /** Totals by component, without those that are zero. */
    private static Map<String, Double> means(List<Cost> costs, Function<Cost, List<Term>> terms,
            ToDoubleBiFunction<Cost, CostPart> total) {
        Map<String, Double> means = new LinkedHashMap<>();
        for (CostPart component : CostPart.values()) {
            double mean = costs.stream().mapToDouble(cost -> total.applyAsDouble(cost, component)).average().orElse(0);
            if (mean > 0 && costs.stream().flatMap(cost -> terms.apply(cost).stream())
                    .anyMatch(term -> term.component() == component)) {
                means.put(component.key(), mean);
            }
        }
        return means;
    }

    private static double cellsUsed(List<LayerReport> layers) {
        double used = layers.stream().mapToDouble(l -> l.arrays().count() * l.arrays().utilization().orElse(0.0)).sum();
        return used / Math.max(1, layers.stream().mapToInt(layer -> layer.arrays().count()).sum());
    }

    private static double spikeRate(List<LayerReport> layers) {
        List<LayerReport> spiking = layers.stream().filter(l -> l.spikeRate().isPresent()).toList();
        double units = spiking.stream().mapToDouble(l -> l.output().size()).sum();
        return spiking.stream().mapToDouble(l -> l.output().size() * l.spikeRate().orElseThrow()).sum() / units;
    }

    /** Means over the replicates that have the metric. */
    private static Map<Metric, Double> mean(List<PointResult.Replicate> replicates) {
        Map<Metric, Double> mean = new EnumMap<>(Metric.class);
        for (Metric metric : Metric.values()) {
            OptionalDouble value = replicates.stream().map(PointResult.Replicate::metrics)
                    .filter(m -> m.containsKey(metric)).mapToDouble(m -> m.get(metric)).average();
            value.ifPresent(v -> mean.put(metric, v));
        }
        return mean;
    }
}
