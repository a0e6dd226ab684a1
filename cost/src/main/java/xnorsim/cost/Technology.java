package xnorsim.cost;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import xnorsim.base.InputException;

/**
 * A technology table.
 *
 * @param name           of the technology
 * @param about          description in one sentence
 * @param nodeNm         node, 20..65 nanometres
 * @param supplyV        supply, 0.3..2 volts
 * @param supplyExponent k of energy ~ V^k, for figures without their own
 * @param sense          conversion if the architecture does not specify it
 * @param figures        one for every key
 */
public record Technology(String name, String about, double nodeNm, double supplyV, double supplyExponent, Sense sense,
        Map<FigureKey, TechnologyFigure> figures) {

    /** Checks that no figure is missing. */
    public Technology {
        Scaling.checkNode(nodeNm);
        Scaling.checkSupply(supplyV);
        if (!(supplyExponent >= 0 && supplyExponent <= 8)) {
            throw new IllegalArgumentException("supply_exponent is " + supplyExponent + ", expected 0..8");
        }
        Map<FigureKey, TechnologyFigure> all = new EnumMap<>(FigureKey.class);
        for (FigureKey key : FigureKey.values()) {
            TechnologyFigure figure = figures.get(key);
            if (figure == null) {
                throw InputException.missing("technology " + name, "figures: " + key.key(),
                        "a figure in " + key.unit() + "; 0 if not applicable");
            }
            all.put(key, figure);
        }
        figures = Collections.unmodifiableMap(all);
    }

    /** A figure as its source gives it. */
    public TechnologyFigure figure(FigureKey key) {
        return Objects.requireNonNull(figures.get(key));
    }

    /** A figure at this technology's node and supply. */
    public double at(FigureKey key) {
        return figure(key).value() * Scaling.factor(figure(key), nodeNm, supplyV, supplyExponent);
    }

    /**
     * What a source's figure is multiplied by to become {@link #at}, such as
     * {@code 1.254 for the node * (0.85/0.9)^2.0 for the supply}; empty if it is taken as it is.
     */
    public String scaling(FigureKey key) {
        return Scaling.rule(figure(key), nodeNm, supplyV, supplyExponent);
    }

    /** The same technology with another value of one figure, in the unit and at the node and supply of its source. */
    public Technology with(FigureKey key, double value) {
        Map<FigureKey, TechnologyFigure> changed = new EnumMap<>(figures);
        changed.put(key, figure(key).withValue(value));
        return new Technology(name, about, nodeNm, supplyV, supplyExponent, sense, changed);
    }

    /** The same technology at another supply. */
    public Technology withSupply(double volts) {
        return new Technology(name, about, nodeNm, volts, supplyExponent, sense, figures);
    }
}
