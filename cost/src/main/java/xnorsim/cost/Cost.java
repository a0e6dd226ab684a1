package xnorsim.cost;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Cost of a run, each quantity as a sum of terms.
 *
 * @param technology      the technology's figures
 * @param images          images of the run
 * @param energy          terms in femtojoules, of all images together
 * @param area            terms in square micrometres
 * @param cycles          clock cycles of the run, added up over images that have a chip each
 * @param clockPeriodPs   picoseconds of a cycle
 * @param products        products of a stored weight and an input in subarrays, of all images
 * @param usefulProducts  of these, those whose input is a spike
 * @param digitalProducts products of a weight and an input in digital layers, skipped ones included
 */
public record Cost(Technology technology, int images, List<Term> energy, List<Term> area, long cycles,
        long clockPeriodPs, long products, long usefulProducts, long digitalProducts) {

    private static final double FJ_PER_NJ = 1e6;
    private static final double UM2_PER_MM2 = 1e6;
    private static final int OPERATIONS_PER_PRODUCT = 2;

    /** Copies the lists. */
    public Cost {
        energy = List.copyOf(energy);
        area = List.copyOf(area);
    }

    private static double sum(List<Term> terms, Predicate<Term> which) {
        return terms.stream().filter(which).mapToDouble(Term::value).sum();
    }

    /** Energy per image of the given terms, in nanojoules. */
    public double energyNj(Predicate<Term> which) {
        return sum(energy, which) / images / FJ_PER_NJ;
    }

    /** Energy of an image, nanojoules. */
    public double energyNj() {
        return energyNj(term -> true);
    }

    /** Energy of an image in the macros alone, nanojoules: cells, columns, sampling and conversion. */
    public double macroEnergyNj() {
        return energyNj(term -> term.component().isMacro());
    }

    /** Area of the given terms, in square millimetres. */
    public double areaMm2(Predicate<Term> which) {
        return sum(area, which) / UM2_PER_MM2;
    }

    /** Area of the chip, square millimetres, without wiring between its parts. */
    public double areaMm2() {
        return areaMm2(term -> true);
    }

    /** Time of an image, microseconds: cycles of the run by images, times the clock period. */
    public double microseconds() {
        return (double) cycles / images * clockPeriodPs / 1e6;
    }

    /** Energy of an image times its time, nanojoule microseconds. */
    public double energyDelay() {
        return energyNj() * microseconds();
    }

    /**
     * Tera-operations per second and watt of the macros: two operations for each product in a subarray. Empty where no
     * product was formed or it took no energy.
     */
    public Optional<Double> macroTopsPerWatt() {
        return topsPerWatt(products, macroEnergyNj());
    }

    /** The same for the whole chip, with the products of the digital layers. */
    public Optional<Double> systemTopsPerWatt() {
        return topsPerWatt(products + digitalProducts, energyNj());
    }

    private Optional<Double> topsPerWatt(long count, double nj) {
        // operations / femtojoule = 1000 tera-operations / joule
        return count == 0 || nj == 0
                ? Optional.empty()
                : Optional.of(1000.0 * OPERATIONS_PER_PRODUCT * count / (nj * images * FJ_PER_NJ));
    }

    /** Femtojoules of the macros for each product; empty without one, as in a network without binarized layers. */
    public Optional<Double> macroFjPerProduct() {
        return macroFjPer(products);
    }

    /**
     * Energy of the macros in femtojoules per product with an input spike; other products contribute a constant. Empty
     * if no spike reached a subarray.
     */
    public Optional<Double> macroFjPerUsefulProduct() {
        return macroFjPer(usefulProducts);
    }

    private Optional<Double> macroFjPer(long count) {
        return count == 0 ? Optional.empty() : Optional.of(macroEnergyNj() * FJ_PER_NJ * images / count);
    }
}
