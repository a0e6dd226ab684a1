package xnorsim.cli.analog;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import xnorsim.analog.CapacitorRange;
import xnorsim.analog.FixedErrors;
import xnorsim.analog.RandomSource;
import xnorsim.analog.chance.Probabilities;
import xnorsim.analog.margin.DecisionMargin;
import xnorsim.analog.margin.LayerDecisions;
import xnorsim.analog.margin.LayerMargin;
import xnorsim.analog.margin.Margin;
import xnorsim.analog.margin.WrongSpikes;
import xnorsim.arrays.readout.AnalogReadout;
import xnorsim.chip.arch.Architecture;
import xnorsim.cli.io.Json;
import xnorsim.cli.io.Numbers;
import xnorsim.cli.io.Table;
import xnorsim.cli.study.CostExplanation;

/**
 * The result of {@code margin} as text and as JSON.
 *
 * @param architecture the subarrays
 * @param network      name of the network, if there is one
 * @param margin       of its layers, or of one subarray
 * @param threshold    of a subarray's units, levels, if it is given
 * @param decisions    the chances in the decisions that images make, if there are any
 * @param seed         of these images' input spikes
 */
record MarginReport(Architecture architecture, Optional<String> network, Margin margin, Optional<Double> threshold,
        Optional<DecisionMargin> decisions, long seed) {

    private static final String ASSUMPTION = "membranes without errors are uniform around the threshold, with a"
            + " density of 1 / threshold per level";
    private static final String COUNTS = String.format("%nWrong codes and mean errors are averages over popcounts of"
            + " rows whose cells match with probability 1/2.%n");
    private static final String GIVEN = "inputs and membrane are error-free before each decision";
    private static final String MISSING = "needs a threshold: give MODEL or --threshold LEVELS";

    boolean isExact() {
        return margin.isExact();
    }

    private boolean isRandom() {
        return margin.layers().stream().anyMatch(layer -> !layer.chances().isEmpty());
    }

    String text() {
        Table head = new Table();
        head.row(network.isPresent() ? "network" : "subarray",
                network.orElseGet(() -> architecture.rows() + " x " + architecture.columns() + ", "
                        + (architecture.residual() ? "two slots" : "one slot")));
        head.row("readout", readout());
        head.row("exact", verdict());
        if (margin.layers().isEmpty()) {
            return head.toString();
        }
        return head + "\n" + errors() + "\n" + limits() + (isRandom() ? "\n" + chances() : "")
                + decisions.map(this::decided).orElse("") + remarks();
    }

    /** What the figures above leave out of this readout. */
    private String remarks() {
        if (!(architecture.readout() instanceof AnalogReadout r)) {
            return "";
        }
        String shared = r.conversion().rowsPerConverter() == 1
                ? ""
                : String.format(Locale.ROOT, "%nDroop is modeled only from tau1 to tau2: leakage is neglected while"
                        + " up to %d rows wait for a shared converter.%n", r.conversion().rowsPerConverter());
        return (isRandom() ? COUNTS : "") + spikes() + shared + (r.comparesLastStep()
                ? String.format(
                        "%nThe last time step compares without a converter; unless marked, figures are for the other"
                                + " steps.%n")
                : "");
    }

    /** What the probabilities of wrong spikes assume, or why there are none. */
    private String spikes() {
        if (decisions.isPresent()) {
            return String.format(Locale.ROOT, "%nWrong spikes: expected fraction of the decisions of %s over chips"
                    + " and samplings, if %s; earlier errors are not propagated.%n",
                    CostExplanation.images(decisions.get().images()), GIVEN);
        }
        if (!isRandom()) {
            return "";
        }
        return hasThresholds()
                ? String.format(Locale.ROOT, "%nWrong spikes are under the assumption that %s%s.%n", ASSUMPTION,
                        network.isPresent()
                                ? ", which may not hold for this network; --images K uses its actual decisions"
                                : "")
                : String.format(Locale.ROOT, "%nNo probability of a wrong spike: it %s.%n", MISSING);
    }

    private boolean hasThresholds() {
        return margin.layers().stream().anyMatch(layer -> layer.together().wrongSpike().isPresent());
    }

    private String decided(DecisionMargin found) {
        List<RandomSource> sources = List.copyOf(margin.layers().getFirst().chances().keySet());
        Table table = new Table(true);
        List<String> header = new ArrayList<>(List.of("wrong spikes", "step", "decisions"));
        sources.forEach(source -> header.add(source.key()));
        if (!isExact()) {
            header.add("fixed");
        }
        header.add("all");
        table.row(header.toArray(String[]::new));
        for (LayerDecisions layer : found.layers()) {
            for (int t = 0; t < layer.timeSteps().size(); t++) {
                decided(table, layer.name(), Integer.toString(t), layer.timeSteps().get(t), sources);
            }
            decided(table, layer.name(), "all", layer.all(), sources);
        }
        return "\n" + table;
    }

    private void decided(Table table, String layer, String step, WrongSpikes wrong, List<RandomSource> sources) {
        List<String> row = new ArrayList<>(List.of(layer, step, String.format(Locale.ROOT, "%,d", wrong.decisions())));
        sources.forEach(
                source -> row.add(chance(OptionalDouble.of(Objects.requireNonNull(wrong.alone().get(source))))));
        if (!isExact()) {
            row.add(chance(OptionalDouble.of(wrong.fixed())));
        }
        row.add(chance(OptionalDouble.of(wrong.together())));
        table.row(row.toArray(String[]::new));
    }

    private String readout() {
        if (!(architecture.readout() instanceof AnalogReadout r)) {
            return "ideal";
        }
        return String.format(Locale.ROOT, "%s cells, %s V, %s converter of %d bits",
                r.cells().name().toLowerCase(Locale.ROOT), Numbers.digits(r.supplyV()),
                r.conversion().kind().name().toLowerCase(Locale.ROOT), r.conversion().bits(architecture.columns()));
    }

    private String verdict() {
        if (isExact()) {
            return isRandom()
                    ? "yes, apart from random terms: without them, every code equals its popcount"
                    : "yes, every code equals its popcount";
        }
        LayerMargin worst = margin.layers().stream().filter(layer -> !layer.exact()).findFirst().orElseThrow();
        return String.format(Locale.ROOT, "no, codes of %s are up to %,d levels off; %s", worst.name(),
                worst.errors().code(), remedy(worst));
    }

    private static String remedy(LayerMargin m) {
        List<String> ways = new ArrayList<>();
        m.longestHoldPs().ifPresent(ps -> ways.add("a hold of at most " + Numbers.duration(ps * 1e-12)));
        m.shortestSamplingPs().ifPresent(ps -> ways.add("a sampling of at least " + Numbers.duration(ps * 1e-12)));
        m.capacitors().ifPresent(range -> ways.add("a capacitor of " + (Double.isInfinite(range.mostFf())
                ? "at least " + capacitor(range.leastFf())
                : range.leastFf() == 0
                        ? "at most " + capacitor(range.mostFf())
                        : capacitor(range.leastFf()) + " to " + capacitor(range.mostFf()))));
        m.fewestBits().ifPresent(bits -> ways.add("a converter of " + bits + " bits"));
        return ways.isEmpty()
                ? "no change of hold time, capacitor or bits alone makes it exact"
                : String.join(" or ", ways) + " would be exact";
    }

    private String errors() {
        Table table = new Table(true);
        table.row("worst case, levels", "slots", "columns", "hold", "settling", "droop", "injection", "saturation",
                "clipping",
                "resolution", "of a value", "of a code", "margin");
        for (LayerMargin m : margin.layers()) {
            FixedErrors e = m.errors();
            table.row(m.name(), Integer.toString(m.slots()), Integer.toString(m.columnsInUse()), hold(m),
                    levels(e.settling()), levels(e.droop()), levels(e.injection()), levels(e.saturation()),
                    Integer.toString(e.clipping()),
                    Integer.toString(e.resolution()), levels(e.together()), Integer.toString(e.code()),
                    levels(e.margin()));
        }
        return table.toString();
    }

    private static String hold(LayerMargin m) {
        if (m.slots() == 1) {
            return "-";
        }
        String longest = Numbers.duration(m.hold().longestPs() * 1e-12);
        return m.hold().shortestPs() == m.hold().longestPs()
                ? longest
                : Numbers.duration(m.hold().shortestPs() * 1e-12) + ".." + longest;
    }

    private static String levels(double levels) {
        return String.format(Locale.ROOT, "%.3f", levels);
    }

    private String limits() {
        Table table = new Table(true);
        table.row("limits that keep it exact", "longest hold", "shortest sampling", "least capacitor",
                "largest capacitor",
                "fewest bits");
        for (LayerMargin m : margin.layers()) {
            table.row(m.name(),
                    m.longestHoldPs().isEmpty()
                            ? "none"
                            : m.longestHoldPs().getAsLong() == Long.MAX_VALUE
                                    ? "any"
                                    : Numbers.duration(m.longestHoldPs().getAsLong() * 1e-12),
                    m.shortestSamplingPs().isEmpty()
                            ? "none"
                            : m.shortestSamplingPs().getAsLong() == 0
                                    ? "any"
                                    : Numbers.duration(m.shortestSamplingPs().getAsLong() * 1e-12),
                    m.capacitors().map(range -> capacitor(range.leastFf())).orElse("none"),
                    m.capacitors().map(range -> capacitor(range.mostFf())).orElse("none"),
                    m.fewestBits().isEmpty() ? "none" : Integer.toString(m.fewestBits().getAsInt()));
        }
        return table.toString();
    }

    private static String capacitor(double ff) {
        return ff == 0 || Double.isInfinite(ff) ? "any" : String.format(Locale.ROOT, "%.4g fF", ff);
    }

    private String chances() {
        List<RandomSource> sources = List.copyOf(margin.layers().getFirst().chances().keySet());
        Table table = new Table(true);
        List<String> header = new ArrayList<>(List.of("probability of"));
        sources.forEach(source -> header.add(source.key()));
        if (!isExact()) {
            header.add("fixed");
        }
        header.add("all");
        table.row(header.toArray(String[]::new));
        for (LayerMargin m : margin.layers()) {
            chances(table, m, sources, "wrong code", c -> OptionalDouble.of(c.wrongCode()));
            chances(table, m, sources, "wrong code at worst", c -> OptionalDouble.of(c.worstWrongCode()));
            chances(table, m, sources, "mean error, levels", c -> OptionalDouble.of(c.meanError()));
            // What is known of the network's own decisions makes the assumption idle.
            if (m.together().wrongSpike().isPresent() && decisions.isEmpty()) {
                chances(table, m, sources, "wrong spike, assumed", Probabilities::wrongSpike);
            }
            if (m.together().wrongLastSpike().isPresent() && decisions.isEmpty()) {
                chances(table, m, sources, "wrong spike, assumed, last step", Probabilities::wrongLastSpike);
            }
        }
        return table.toString();
    }

    private void chances(Table table, LayerMargin m, List<RandomSource> sources, String what,
            Function<Probabilities, OptionalDouble> value) {
        List<String> row = new ArrayList<>(List.of(m.name() + " " + what));
        sources.forEach(source -> row.add(chance(value.apply(m.chances().get(source)))));
        if (!isExact()) {
            row.add(chance(value.apply(m.fixed())));
        }
        row.add(chance(value.apply(m.together())));
        table.row(row.toArray(String[]::new));
    }

    private static String chance(OptionalDouble value) {
        double p = value.orElse(0);
        return p == 0 ? "0" : String.format(Locale.ROOT, p < 1e-3 ? "%.1e" : "%.4f", p);
    }

    String json() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("network", network);
        values.put("rows", architecture.rows());
        values.put("columns", architecture.columns());
        values.put("exact", isExact());
        values.put("random", isRandom());
        values.put("layers", margin.layers().stream().map(MarginReport::values).toList());
        values.put("threshold_levels", threshold);
        values.put("wrong_spike_assumption", hasThresholds() ? Optional.of(ASSUMPTION) : Optional.empty());
        values.put("wrong_spike_missing", isRandom() && !hasThresholds() ? Optional.of(MISSING) : Optional.empty());
        values.put("decisions", decisions.map(this::values));
        return Json.object(values);
    }

    private Map<String, Object> values(DecisionMargin found) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("images", found.images());
        values.put("seed", seed);
        values.put("given", GIVEN);
        values.put("layers", found.layers().stream().map(layer -> {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("name", layer.name());
            one.put("all", values(layer.all()));
            one.put("time_steps", layer.timeSteps().stream().map(MarginReport::values).toList());
            return one;
        }).toList());
        return values;
    }

    private static Map<String, Object> values(WrongSpikes wrong) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("decisions", wrong.decisions());
        Map<String, Object> chances = new LinkedHashMap<>();
        wrong.alone().forEach((source, chance) -> chances.put(source.key(), chance));
        chances.put("fixed", wrong.fixed());
        chances.put("all", wrong.together());
        values.put("wrong_spike", chances);
        return values;
    }

    private static Map<String, Object> values(LayerMargin m) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("name", m.name());
        values.put("slots", m.slots());
        values.put("columns_in_use", m.columnsInUse());
        values.put("shortest_hold_ps", m.hold().shortestPs());
        values.put("longest_hold_ps", m.hold().longestPs());
        values.put("settling_levels", m.errors().settling());
        values.put("droop_levels", m.errors().droop());
        values.put("injection_levels", m.errors().injection());
        values.put("saturation_levels", m.errors().saturation());
        values.put("clipping_levels", m.errors().clipping());
        values.put("resolution_levels", m.errors().resolution());
        values.put("error_levels", m.errors().together());
        values.put("code_error_levels", m.errors().code());
        values.put("margin_levels", m.errors().margin());
        values.put("exact", m.exact());
        values.put("exact_hold_exists", m.longestHoldPs().isPresent());
        values.put("exact_hold_ps", m.longestHoldPs().isPresent() && m.longestHoldPs().getAsLong() < Long.MAX_VALUE
                ? Optional.of(m.longestHoldPs().getAsLong())
                : Optional.empty());
        values.put("exact_sampling_exists", m.shortestSamplingPs().isPresent());
        values.put("exact_sampling_ps", m.shortestSamplingPs().orElse(0) > 0
                ? Optional.of(m.shortestSamplingPs().getAsLong())
                : Optional.empty());
        values.put("exact_capacitance_exists", m.capacitors().isPresent());
        values.put("exact_capacitance_ff", m.capacitors().map(CapacitorRange::leastFf).filter(ff -> ff > 0));
        values.put("largest_exact_capacitance_ff",
                m.capacitors().map(CapacitorRange::mostFf).filter(Double::isFinite));
        values.put("exact_bits",
                m.fewestBits().isPresent() ? Optional.of(m.fewestBits().getAsInt()) : Optional.empty());
        Map<String, Object> chances = new LinkedHashMap<>();
        m.chances().forEach((source, one) -> chances.put(source.key(), values(one)));
        chances.put("fixed", values(m.fixed()));
        chances.put("all", values(m.together()));
        values.put("chances", chances);
        return values;
    }

    private static Map<String, Object> values(Probabilities c) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("wrong_code", c.wrongCode());
        values.put("worst_wrong_code", c.worstWrongCode());
        values.put("mean_error_levels", c.meanError());
        values.put("wrong_spike", c.wrongSpike().isPresent()
                ? Optional.of(c.wrongSpike().getAsDouble())
                : Optional.empty());
        values.put("wrong_last_spike", c.wrongLastSpike().isPresent()
                ? Optional.of(c.wrongLastSpike().getAsDouble())
                : Optional.empty());
        return values;
    }
}
