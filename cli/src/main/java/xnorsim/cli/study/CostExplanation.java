package xnorsim.cli.study;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import xnorsim.base.InputException;
import xnorsim.cli.io.Json;
import xnorsim.cli.io.Table;
import xnorsim.cost.Cost;
import xnorsim.cost.CostPart;
import xnorsim.cost.FigureKey;
import xnorsim.cost.TechnologyFigure;
import xnorsim.cost.Term;

/**
 * How a quantity is computed: its formula, its terms, and their figures with sources.
 *
 * @param what    the quantity
 * @param formula in words
 * @param unit    of the value
 * @param value   the sum, of an image where that makes sense
 * @param divisor from the sum of the terms to the value
 * @param terms   what is added
 * @param cost    whose figures they are
 */
public record CostExplanation(String what, String formula, String unit, double value, double divisor, List<Term> terms,
        Cost cost) {

    private static final double UNITS = 1e6;
    private static final List<String> SUMS = List.of("TOTAL", "MACRO", "AREA", "TIME");

    /** The explanation of a name as a user may give it. */
    static CostExplanation of(Cost cost, String what) {
        return switch (what.toUpperCase(Locale.ROOT)) {
            case "TOTAL" -> energy(cost, what, "sum over all terms", term -> true);
            case "MACRO" ->
                energy(cost, what, "sum over cells, columns, sampling and conversion", t -> t.component().isMacro());
            case "AREA" -> new CostExplanation(what, "sum over parts of count * area of one", "mm2", cost.areaMm2(),
                    UNITS, cost.area(), cost);
            case "TIME" -> new CostExplanation(what,
                    String.format(Locale.ROOT, "%d cycles of the run / %d images * %d ps a cycle", cost.cycles(),
                            cost.images(), cost.clockPeriodPs()),
                    "us", cost.microseconds(), 1, List.of(), cost);
            default -> named(cost, what);
        };
    }

    /**
     * Rejects a name that is never explained.
     *
     * @param possible the cost of a run in which everything happens that can
     */
    static void requireKnown(Cost possible, String what) {
        Set<String> known = new LinkedHashSet<>(SUMS);
        Arrays.stream(CostPart.values()).map(CostPart::key).forEach(known::add);
        possible.energy().stream().flatMap(term -> Stream.of(term.layer(), term.id())).forEach(known::add);
        if (!known.contains(what) && !SUMS.contains(what.toUpperCase(Locale.ROOT))
                && !known.contains(what.toLowerCase(Locale.ROOT))) {
            throw InputException.unknown("--explain", "term", what, known);
        }
    }

    /** What did not happen in the run is a sum without terms. */
    private static CostExplanation named(Cost cost, String what) {
        return energy(cost, what, "sum over the terms of " + what, term -> term.id().equals(what)
                || term.layer().equals(what) || term.component().key().equals(what.toLowerCase(Locale.ROOT)));
    }

    private static CostExplanation energy(Cost cost, String what, String over, Predicate<Term> which) {
        return new CostExplanation(what, over + " of count * energy of one, by " + images(cost.images()), "nJ",
                cost.energyNj(which), UNITS * cost.images(), cost.energy().stream().filter(which).toList(), cost);
    }

    /** A number of images as words. */
    public static String images(long count) {
        return count == 1 ? "1 image" : String.format(Locale.ROOT, "%,d images", count);
    }

    private List<TechnologyFigure> figures() {
        Set<FigureKey> keys = new LinkedHashSet<>();
        terms.forEach(term -> keys.addAll(term.unit().keys()));
        return keys.stream().map(cost.technology()::figure).toList();
    }

    /** A term for a JSON report. */
    static Map<String, Object> term(Term term) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("term", term.id());
        values.put("layer", term.layer());
        values.put("component", term.component().key());
        values.put("count", term.count());
        values.put("counted", term.counted());
        values.put("unit_value", term.unit().value());
        values.put("formula", term.unit().formula());
        values.put("figures", term.unit().keys().stream().map(FigureKey::key).toList());
        return values;
    }

    private Map<String, Object> figure(TechnologyFigure figure) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("figure", figure.key().key());
        values.put("value", figure.value());
        values.put("unit", figure.key().unit());
        values.put("node_nm", figure.nodeNm());
        values.put("supply_v", figure.supplyV());
        values.put("scaling", cost.technology().scaling(figure.key()));
        values.put("value_here", cost.technology().at(figure.key()));
        values.put("status", figure.status().key());
        values.put("source", figure.source());
        return values;
    }

    String toJson() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("what", what);
        values.put("technology", cost.technology().name());
        values.put("formula", formula);
        values.put("value", value);
        values.put("unit", unit);
        values.put("terms", terms.stream().map(CostExplanation::term).toList());
        values.put("figures", figures().stream().map(this::figure).toList());
        return Json.object(values);
    }

    String toText() {
        StringBuilder text = new StringBuilder(
                String.format(Locale.ROOT, "%s = %.6g %s = %s%n%n", what, value, unit, formula));
        if (terms.isEmpty()) {
            return text.toString();
        }
        boolean area = unit.equals("mm2");
        Table table = new Table(true);
        table.row(unit, "share", "count", area ? "um2 of one" : "fJ of one", "term");
        for (Term term : terms) {
            table.row(String.format(Locale.ROOT, "%.4g", term.value() / divisor),
                    String.format(Locale.ROOT, "%.1f %%", value == 0 ? 0 : 100 * term.value() / divisor / value),
                    String.format(Locale.ROOT, "%,.0f", term.count()),
                    String.format(Locale.ROOT, "%.4g", term.unit().value()), term.id());
        }
        text.append(table).append('\n');
        for (Term term : terms) {
            text.append(term.id()).append(": ").append(term.counted()).append(" * (").append(term.unit().formula())
                    .append(")\n");
        }
        text.append('\n');
        for (TechnologyFigure figure : figures()) {
            text.append(String.format(Locale.ROOT, "%s: %.4g %s at %s nm and %s V, %s: %s%n", figure.key().key(),
                    figure.value(), figure.key().unit(), figure.nodeNm(), figure.supplyV(), figure.status().key(),
                    figure.source()));
            String scaling = cost.technology().scaling(figure.key());
            if (!scaling.isEmpty()) {
                text.append(String.format(Locale.ROOT, "    * %s = %.4g %s at %s nm and %s V%n", scaling,
                        cost.technology().at(figure.key()), figure.key().unit(), cost.technology().nodeNm(),
                        cost.technology().supplyV()));
            }
        }
        return text.toString();
    }
}
