package xnorsim.analog.margin;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import xnorsim.analog.RandomSource;

/**
 * Expected fraction of wrong decisions of a layer, in one or all time steps, over chips and samplings, given right
 * inputs and membranes before each of them.
 *
 * @param decisions number of decisions examined
 * @param alone     by random source, the part of them that this source alone makes other than they are without anything
 *                  random
 * @param fixed     the part that the deterministic terms make wrong
 * @param together  the part that all terms together make wrong
 */
public record WrongSpikes(long decisions, Map<RandomSource, Double> alone, double fixed, double together) {

    /** Copies the map, in the order of the sources. */
    public WrongSpikes {
        alone = alone.isEmpty() ? Map.of() : Collections.unmodifiableMap(new EnumMap<>(alone));
    }

    /** Combines two sets of decisions. */
    WrongSpikes plus(WrongSpikes other) {
        long sum = decisions + other.decisions;
        Map<RandomSource, Double> both = new EnumMap<>(RandomSource.class);
        alone.forEach((source, one) -> both.put(source,
                mean(one, Objects.requireNonNull(other.alone.get(source)), other.decisions, sum)));
        return new WrongSpikes(sum, both, mean(fixed, other.fixed, other.decisions, sum),
                mean(together, other.together, other.decisions, sum));
    }

    private double mean(double own, double theirs, long theirDecisions, long sum) {
        return (own * decisions + theirs * theirDecisions) / sum;
    }
}
