package xnorsim.cost;

/**
 * One term of a sum: a count times what one costs.
 *
 * @param layer     the layer's name, or {@code chip}
 * @param component what it belongs to
 * @param name      within the layer
 * @param count     events of all images together, or parts
 * @param counted   what is counted, in a few words
 * @param unit      of one
 */
public record Term(String layer, CostPart component, String name, double count, String counted, UnitCost unit) {

    /** Layer and name. */
    public String id() {
        return layer + "." + name;
    }

    /** The count times the unit: femtojoules, or square micrometres. */
    public double value() {
        return count * unit.value();
    }
}
