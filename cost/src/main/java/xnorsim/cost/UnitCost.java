package xnorsim.cost;

import java.util.ArrayList;
import java.util.List;

/**
 * Energy of one event, or area of one part.
 *
 * @param value   in femtojoules, or square micrometres
 * @param formula in names of keys, with the numbers that were put in for them
 * @param keys    the figures in it
 */
public record UnitCost(double value, String formula, List<FigureKey> keys) {

    /** Copies the list. */
    public UnitCost {
        keys = List.copyOf(keys);
    }

    /** The sum of two. */
    UnitCost plus(UnitCost other) {
        List<FigureKey> all = new ArrayList<>(keys);
        other.keys.stream().filter(key -> !all.contains(key)).forEach(all::add);
        return new UnitCost(value + other.value, formula + " + " + other.formula, all);
    }
}
