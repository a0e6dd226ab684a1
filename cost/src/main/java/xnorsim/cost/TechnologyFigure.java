package xnorsim.cost;

import java.util.OptionalDouble;

/**
 * A figure of a technology table as its source gives it.
 *
 * @param key            what it is
 * @param value          in the unit of {@code key}, at least 0
 * @param nodeNm         node that it was measured or modelled at, nanometres
 * @param supplyV        supply that it was measured or modelled at, volts
 * @param supplyExponent k of energy ~ V^k, if different from the technology's
 * @param source         where it comes from
 * @param status         how it came from there
 */
public record TechnologyFigure(FigureKey key, double value, double nodeNm, double supplyV,
        OptionalDouble supplyExponent,
        String source, Status status) {

    /** Checks the ranges. */
    public TechnologyFigure {
        if (!(value >= 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException("value is " + value + ", expected a number of at least 0");
        }
        Scaling.checkNode(nodeNm);
        Scaling.checkSupply(supplyV);
        if (source.isBlank()) {
            throw new IllegalArgumentException("source is empty, expected where the figure comes from");
        }
    }

    /** The same figure with another value. */
    public TechnologyFigure withValue(double other) {
        return new TechnologyFigure(key, other, nodeNm, supplyV, supplyExponent, source, status);
    }
}
