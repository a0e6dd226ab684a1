package xnorsim.explore.study;

import java.util.OptionalDouble;

/**
 * A constraint: what a metric must be for a point to be of use.
 *
 * @param metric  what is looked at
 * @param least   must not be below it
 * @param largest must not be above it
 */
public record Limit(Metric metric, OptionalDouble least, OptionalDouble largest) {

    /** By how much a value misses the limit, as a share of it; 0 if it does not. */
    public double violation(double value) {
        double below = least.isPresent() ? least.getAsDouble() - value : 0;
        double above = largest.isPresent() ? value - largest.getAsDouble() : 0;
        double missed = Math.max(0, Math.max(below, above));
        double scale = Math.abs(below > above ? least.orElse(1) : largest.orElse(1));
        return missed == 0 ? 0 : missed / (scale == 0 ? 1 : scale);
    }
}
