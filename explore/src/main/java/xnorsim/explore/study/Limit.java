package xnorsim.explore.study;

import java.util.OptionalDouble;

/**
 * A constraint: the range of a metric in which a point is feasible.
 *
 * @param metric  the metric
 * @param least   must not be below it
 * @param largest must not be above it
 */
public record Limit(Metric metric, OptionalDouble least, OptionalDouble largest) {

    /** Relative constraint violation of a value; 0 if there is none. */
    public double violation(double value) {
        double below = least.isPresent() ? least.getAsDouble() - value : 0;
        double above = largest.isPresent() ? value - largest.getAsDouble() : 0;
        double missed = Math.max(0, Math.max(below, above));
        double scale = Math.abs(below > above ? least.orElse(1) : largest.orElse(1));
        return missed == 0 ? 0 : missed / (scale == 0 ? 1 : scale);
    }
}
