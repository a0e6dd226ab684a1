package xnorsim.explore.study;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import xnorsim.base.InputException;
import xnorsim.base.Section;
import xnorsim.base.Value;

/** Reads the axes of a study file. */
final class AxisReader {
    private static final List<String> KEYS = List.of("key", "linked", "values", "range", "log_range");
    private static final MathContext DIGITS = new MathContext(12);
    private static final int MAX_VALUES = 1_000_000;
    /** Up to here every whole number is a double's. */
    private static final double LARGEST_WHOLE = 0x1p53;

    private AxisReader() {}

    /** Reads an entry of the list of axes. */
    static Axis read(Value axis) {
        String where = axis.key();
        Section section = axis.map(where, KEYS);
        if (section.has("key") == section.has("linked")) {
            throw InputException.missing(where, "key", "the key of the axis, or linked with a list of keys, not both");
        }
        List<String> keys = section.has("key")
                ? List.of(section.text("key").orElseThrow())
                : section.list("linked", "a list of keys").stream().map(key -> key(section, key)).toList();
        long kinds = List.of("values", "range", "log_range").stream().filter(section::has).count();
        if (kinds != 1) {
            throw InputException.missing(where, "values", "one of values, range and log_range");
        }
        if (section.has("values")) {
            return new Axis(keys, listed(section, keys));
        }
        if (keys.size() > 1) {
            throw InputException.missing(where, "values", "a list of lists with a value for each of the linked keys");
        }
        return new Axis(keys, section.has("range") ? range(section) : logRange(section));
    }

    private static String key(Section section, Value key) {
        if (!key.node().isString() || !isPlain(key.node())) {
            throw section.wrong("linked", "a list of keys");
        }
        return key.text();
    }

    private static Axis.Values listed(Section section, List<String> keys) {
        Set<List<JsonNode>> rows = new LinkedHashSet<>();
        String expected = keys.size() == 1
                ? "a list of plain values"
                : "a list of lists of " + keys.size() + " plain values, one for each linked key";
        for (Value value : section.list("values", expected)) {
            JsonNode entry = value.node();
            List<JsonNode> row = new ArrayList<>();
            if (section.has("key")) {
                row.add(entry);
            } else if (entry.isArray()) {
                entry.forEach(row::add);
            }
            if (row.size() != keys.size() || row.stream().anyMatch(v -> !isPlain(v))) {
                throw section.wrong("values", expected);
            }
            if (!rows.add(row)) {
                throw section.wrong("values", "distinct values, but " + Value.shown(entry) + " appears twice");
            }
        }
        return new Axis.Listed(List.copyOf(rows));
    }

    /** A text that can be read, a finite number, true or false. */
    private static boolean isPlain(JsonNode value) {
        return value.isString()
                ? Value.isReadable(value.stringValue())
                : Double.isFinite(value.doubleValue(Double.NaN)) || value.isBoolean();
    }

    private static Axis.Values range(Section outer) {
        Section range = Section.of("study", outer.where() + ".range", outer.get("range"),
                List.of("from", "to", "step"));
        Axis.Span span = span(range, false);
        if (!range.has("step")) {
            return span;
        }
        double step = range.required("step");
        if (!(step > 0)) {
            throw range.wrong("step", "a number above 0");
        }
        double count = Math.floor((span.to() - span.from()) / step * (1 + 1e-12)) + 1;
        if (count > MAX_VALUES) {
            throw range.wrong("step", "at most " + MAX_VALUES + " values");
        }
        boolean whole = span.whole() && range.get("step").isIntegralNumber();
        // Steps too small for twelve digits fall together.
        Set<List<JsonNode>> rows = new LinkedHashSet<>();
        for (int i = 0; i < count; i++) {
            double value = span.from() + i * step;
            rows.add(List.of(Axis.number(whole ? value : rounded(value), whole)));
        }
        return new Axis.Listed(List.copyOf(rows));
    }

    private static Axis.Values logRange(Section outer) {
        Section range = Section.of("study", outer.where() + ".log_range", outer.get("log_range"),
                List.of("from", "to", "count"));
        Axis.Span span = span(range, true);
        if (!range.has("count")) {
            return span;
        }
        int count = range.whole("count", 2, MAX_VALUES);
        // Whole numbers may fall together at the small end.
        Set<List<JsonNode>> rows = new LinkedHashSet<>();
        for (int i = 0; i < count; i++) {
            double value = Axis.geometric(span.from(), span.to(), i / (count - 1.0));
            rows.add(List.of(Axis.number(span.whole() ? Math.rint(value) : rounded(value), span.whole())));
        }
        return new Axis.Listed(List.copyOf(rows));
    }

    private static Axis.Span span(Section range, boolean logarithmic) {
        double from = range.required("from");
        double to = range.required("to");
        if (logarithmic && !(from > 0)) {
            throw range.wrong("from", "a number above 0");
        }
        if (!(to > from)) {
            throw range.wrong("to", "a number above from");
        }
        boolean whole = range.get("from").isIntegralNumber() && range.get("to").isIntegralNumber();
        if (whole && Math.max(-from, to) > LARGEST_WHOLE) {
            throw range.wrong(-from > to ? "from" : "to", "a whole number of at most 2^53, or a decimal");
        }
        return new Axis.Span(from, to, logarithmic, whole);
    }

    /** To twelve digits, so that 0.1 + 2 * 0.1 is 0.3. */
    private static double rounded(double value) {
        // The fewest digits that name a double lie on the same side of every number of twelve as the double, but in its
        // middle; all of its digits may be a thousand.
        BigDecimal shortest = BigDecimal.valueOf(value).stripTrailingZeros();
        BigDecimal exact = shortest.precision() == DIGITS.getPrecision() + 1 ? new BigDecimal(value) : shortest;
        return exact.round(DIGITS).doubleValue();
    }
}
