package xnorsim.explore.strategy;

import io.jenetics.DoubleChromosome;
import io.jenetics.DoubleGene;
import io.jenetics.Genotype;
import io.jenetics.Mutator;
import io.jenetics.Phenotype;
import io.jenetics.engine.Engine;
import io.jenetics.engine.Evaluator;
import io.jenetics.engine.EvolutionResult;
import io.jenetics.engine.EvolutionStart;
import io.jenetics.ext.SimulatedBinaryCrossover;
import io.jenetics.ext.moea.NSGA2Selector;
import io.jenetics.ext.moea.UFTournamentSelector;
import io.jenetics.ext.moea.Vec;
import io.jenetics.util.RandomRegistry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import xnorsim.explore.study.Point;
import xnorsim.explore.study.PointPlan;
import xnorsim.explore.study.PointResult;
import xnorsim.explore.study.Study;

/**
 * NSGA-II (Deb, Pratap, Agarwal and Meyarivan, IEEE Transactions on Evolutionary Computation 6(2), 2002) over the unit
 * cube of the axes, by Jenetics. A generation is evaluated as a batch, and all draws come from one seeded generator on
 * one thread, so the points and their numbers do not depend on who evaluates them. A point whose parameters were there
 * before is not evaluated again.
 *
 * <p>An infeasible point is worse in every objective than any feasible one, by its constraint violation.
 */
final class GeneticSearch {
    private static final double CROSSOVER = 0.9;
    private static final double MISSED = 1e15;

    private final Study study;
    private final Nsga2 search;
    private final Function<List<Point>, List<PointResult>> evaluation;
    private final Map<Map<String, JsonNode>, PointResult> known = new LinkedHashMap<>();

    /**
     * A search.
     *
     * @param evaluation gives the results of points, in their order
     */
    GeneticSearch(Study study, Nsga2 search, Function<List<Point>, List<PointResult>> evaluation) {
        this.study = study;
        this.search = search;
        this.evaluation = evaluation;
    }

    /** All points that were evaluated, in the order of their numbers. */
    List<PointResult> run() {
        RandomRegistry.with(new Random(search.seed())).run(() -> {
            // Half of a generation survives, the other half are children.
            Engine<DoubleGene, Vec<double[]>> engine = new Engine.Builder<>(evaluator(),
                    Genotype.of(DoubleChromosome.of(0, 1, study.axes().size())))
                    .populationSize(search.population()).maximalPhenotypeAge(Integer.MAX_VALUE)
                    .survivorsSelector(NSGA2Selector.ofVec()).offspringSelector(UFTournamentSelector.ofVec())
                    .survivorsFraction(0.5)
                    .alterers(new SimulatedBinaryCrossover<>(CROSSOVER), new Mutator<>(1.0 / study.axes().size()))
                    .executor(Runnable::run).build();
            EvolutionStart<DoubleGene, Vec<double[]>> start = EvolutionStart.empty();
            for (int generation = 1; generation < search.generations(); generation++) {
                EvolutionResult<DoubleGene, Vec<double[]>> result = engine.evolve(start);
                start = result.next();
            }
        });
        return List.copyOf(known.values());
    }

    private Evaluator<DoubleGene, Vec<double[]>> evaluator() {
        return population -> {
            Map<Map<String, JsonNode>, Point> fresh = new LinkedHashMap<>();
            for (Phenotype<DoubleGene, Vec<double[]>> one : population) {
                Point point = point(one, known.size() + fresh.size());
                if (!known.containsKey(point.values())) {
                    fresh.putIfAbsent(point.values(), point);
                }
            }
            evaluation.apply(List.copyOf(fresh.values())).forEach(result -> known.put(result.point().values(), result));
            return population.map(this::withFitness).asISeq();
        };
    }

    private Phenotype<DoubleGene, Vec<double[]>> withFitness(Phenotype<DoubleGene, Vec<double[]>> one) {
        return one.withFitness(Vec.of(fitness(Objects.requireNonNull(known.get(point(one, 0).values())))));
    }

    private Point point(Phenotype<DoubleGene, ?> one, int number) {
        double[] places = one.genotype().chromosome().as(DoubleChromosome.class).toArray();
        for (int i = 0; i < places.length; i++) {
            places[i] = Math.clamp(places[i], 0, Math.nextDown(1.0));
        }
        return PointPlan.point(number, study.axes(), places);
    }

    /** The objectives, more of each is better. */
    private double[] fitness(PointResult result) {
        boolean isComparable = result.status() == PointResult.Status.DONE
                && result.metrics().keySet().containsAll(study.objectives());
        double missed = (isComparable ? 0 : 1) + study.violation(result);
        return study.objectives().stream().mapToDouble(metric -> missed > 0
                ? -MISSED * (1 + missed)
                : metric.higherIsBetter() ? result.value(metric) : -result.value(metric)).toArray();
    }
}
