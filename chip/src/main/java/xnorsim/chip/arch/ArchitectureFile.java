package xnorsim.chip.arch;

import java.math.BigInteger;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import xnorsim.arrays.readout.AnalogReadout;
import xnorsim.arrays.readout.Readout;
import xnorsim.base.FileKind;
import xnorsim.base.InputException;
import xnorsim.base.PlainYaml;
import xnorsim.neurons.Neurons;

/**
 * An architecture read from a YAML file, and which of its keys the file gave. Keys that are left out have their default;
 * unknown, misspelt, duplicate and mistyped keys are refused.
 *
 * @param architecture the architecture
 * @param given        the keys that stood in the file; those of the readout's map as {@code readout.kind} and the like
 * @param certified    whether the file leaves the fraction bits to a certificate of the network ({@code fraction_bits: auto})
 */
public record ArchitectureFile(Architecture architecture, Set<String> given, boolean certified) {

    private static final String NEURON = "neuron";

    /** All keys, in the order of the documentation. */
    public static final List<String> KEYS = List.of("rows", "columns", "bus_width", "eval_cycles", "sense_cycles",
            "double_buffered", "residual", "time_steps", "fraction_bits", "membrane_bits", "clock_period_ps",
            "overflow", "readout", NEURON, "lanes", "pipelining", "replicas", "arrays", "write_width", "spike_bus",
            "output_banks",
            "cell_limit", "loading", "skip_silent", "gate");

    /** Keys that have no effect on a single subarray. */
    public static final List<String> CHIP_KEYS = KEYS.subList(KEYS.indexOf("lanes"), KEYS.size());

    private static final String READOUT = "readout.";
    private static final String FRACTION_BITS = "fraction_bits";
    private static final FileKind KIND = new FileKind("an architecture in YAML", 1 << 20);

    /** Copies the keys. */
    public ArchitectureFile {
        given = Set.copyOf(given);
    }

    /** The file of somebody who gave none: all defaults. */
    public static ArchitectureFile none() {
        return new ArchitectureFile(Architecture.defaults(), Set.of(), false);
    }

    /**
     * Reads an architecture file whose fraction bits are a number.
     *
     * @throws InputException if the file cannot be read or holds anything but known keys with values in range
     */
    public static ArchitectureFile read(Path file) {
        ArchitectureFile read = readForNetwork(file);
        if (read.certified) {
            throw new InputException(file + ": architecture: fraction_bits is auto, expected a number: only `run` looks"
                    + " for the fraction bits of a network");
        }
        return read;
    }

    /**
     * Reads an architecture file that may leave its fraction bits to a certificate; they are the default's then.
     *
     * @throws InputException as {@link #read}
     */
    public static ArchitectureFile readForNetwork(Path file) {
        String yaml = KIND.text(file);
        try {
            return parse(yaml);
        } catch (InputException e) {
            throw e.in(file);
        }
    }

    /**
     * Reads an architecture from YAML text.
     *
     * @throws InputException as {@link #read}, without the file's name
     */
    public static ArchitectureFile parse(String yaml) {
        return of(PlainYaml.parse(yaml, "an architecture"));
    }

    /**
     * The architecture of keys and values that are read already.
     *
     * @throws InputException as {@link #parse}
     */
    public static ArchitectureFile of(JsonNode root) {
        if (root.isMissingNode() || root.isNull()) {
            return none();
        }
        if (!root.isObject()) {
            throw new InputException("expected keys with values such as \"rows: 128\"");
        }
        Set<String> given = new LinkedHashSet<>(root.propertyNames());
        for (String key : given) {
            if (!KEYS.contains(key)) {
                throw unknown("architecture", "", key);
            }
        }
        root.path("readout").propertyNames().forEach(key -> given.add(READOUT + key));
        Architecture d = Architecture.defaults();
        int columns = integer(root, "columns", d.columns());
        int clockPeriodPs = integer(root, "clock_period_ps", d.clockPeriodPs());
        Readout readout = ReadoutKeys.read(root, clockPeriodPs);
        int senseCycles = readout instanceof AnalogReadout analog
                ? analog.conversion().senseCycles(columns)
                : d.senseCycles();
        boolean auto = root.path(FRACTION_BITS).isString() && root.path(FRACTION_BITS).stringValue().equals("auto");
        return new ArchitectureFile(new Architecture(integer(root, "rows", d.rows()),
                columns, integer(root, "bus_width", d.busWidth()),
                integer(root, "eval_cycles", d.evalCycles()), integer(root, "sense_cycles", senseCycles),
                bool(root, "double_buffered", d.doubleBuffered()), bool(root, "residual", d.residual()),
                integer(root, "time_steps", d.timeSteps()),
                auto ? d.fractionBits() : integer(root, FRACTION_BITS, d.fractionBits()),
                integer(root, "membrane_bits", d.membraneBits()), clockPeriodPs,
                choice(root, "overflow", d.overflow()), integer(root, "lanes", d.lanes()),
                choice(root, "pipelining", d.pipelining()), chip(root, d.chip()), readout,
                Neurons.read(root.path(NEURON))), given, auto);
    }

    /** The complaint about a key that is none of an architecture; keys of its maps are named with the map. */
    public static InputException unknown(String where, String kind, String key) {
        Map<String, String> elsewhere = new LinkedHashMap<>();
        for (String inner : ReadoutKeys.KEYS) {
            elsewhere.put(inner, READOUT + inner);
            elsewhere.put(READOUT + inner, inner + " in the map readout, as in \"readout: {" + inner + ": ...}\"");
        }
        for (String inner : Neurons.settings()) {
            elsewhere.putIfAbsent(inner, NEURON + '.' + inner);
            elsewhere.put(NEURON + '.' + inner, inner + " in the map neuron, as in \"neuron: {" + inner + ": ...}\"");
        }
        if (key.startsWith("replicas.")) {
            elsewhere.put(key, "\"replicas: {" + key.substring(key.indexOf('.') + 1) + ": ...}\"");
        }
        return InputException.unknown(where, kind, key, KEYS, elsewhere);
    }

    /** Keys of the readout that an ideal one leaves without effect, in the order of the documentation. */
    public List<String> keysWithoutReadout() {
        return architecture.readout() instanceof AnalogReadout
                ? List.of()
                : ReadoutKeys.KEYS.stream().filter(key -> !key.equals("kind")).map(READOUT::concat)
                        .filter(given::contains).toList();
    }

    private static ChipParameters chip(JsonNode root, ChipParameters d) {
        return new ChipParameters(replicas(root), optional(root, "arrays"),
                integer(root, "write_width", d.writeWidth()),
                optional(root, "spike_bus"), integer(root, "output_banks", d.outputBanks()), cellLimit(root),
                choice(root, "loading", d.loading()), bool(root, "skip_silent", d.skipSilent()),
                choice(root, "gate", d.gate()));
    }

    /** One number for every layer, or numbers by the names of layers. */
    private static Replicas replicas(JsonNode root) {
        JsonNode node = root.path("replicas");
        if (!node.isObject()) {
            return Replicas.everywhere(integer(root, "replicas", 1));
        }
        Map<String, Integer> byLayer = new LinkedHashMap<>();
        node.propertyNames().forEach(layer -> byLayer.put(layer, integer(node, layer, 1)));
        return new Replicas(1, byLayer);
    }

    private static OptionalInt optional(JsonNode root, String key) {
        return root.path(key).isMissingNode() ? OptionalInt.empty() : OptionalInt.of(integer(root, key, 0));
    }

    private static OptionalLong cellLimit(JsonNode root) {
        JsonNode node = root.path("cell_limit");
        if (node.isMissingNode()) {
            return OptionalLong.empty();
        }
        if (!node.isIntegralNumber() || node.bigIntegerValue().bitLength() > 62) {
            throw InputException.wrongValue("architecture", "cell_limit", shown(node),
                    "a whole number of at most 18 digits");
        }
        return OptionalLong.of(node.longValue());
    }

    static int integer(JsonNode root, String key, long otherwise) {
        return integer("architecture", root, key, otherwise);
    }

    /** A whole number of a part of the file that {@code where} names. */
    static int integer(String where, JsonNode root, String key, long otherwise) {
        JsonNode node = root.path(key);
        if (node.isMissingNode()) {
            return (int) otherwise;
        }
        if (!node.isIntegralNumber()) {
            throw InputException.wrongValue(where, key, shown(node), "a whole number");
        }
        BigInteger value = node.bigIntegerValue();
        if (value.bitLength() > 31) {
            throw InputException.wrongValue(where, key, value,
                    "a whole number from " + Integer.MIN_VALUE + " to " + Integer.MAX_VALUE);
        }
        return value.intValueExact();
    }

    private static boolean bool(JsonNode root, String key, boolean otherwise) {
        JsonNode node = root.path(key);
        if (node.isMissingNode()) {
            return otherwise;
        }
        if (!node.isBoolean()) {
            throw InputException.wrongValue("architecture", key, shown(node), "true or false");
        }
        return node.booleanValue();
    }

    static <E extends Enum<E>> E choice(JsonNode root, String key, E otherwise) {
        JsonNode node = root.path(key);
        if (node.isMissingNode()) {
            return otherwise;
        }
        E[] constants = otherwise.getDeclaringClass().getEnumConstants();
        for (E constant : constants) {
            if (node.isString() && node.stringValue().equals(constant.name().toLowerCase(Locale.ROOT))) {
                return constant;
            }
        }
        List<String> names = Arrays.stream(constants).map(c -> c.name().toLowerCase(Locale.ROOT)).toList();
        throw InputException.wrongValue("architecture", key, shown(node), String.join(" or ", names));
    }

    static String shown(JsonNode node) {
        return node.isString() ? '"' + node.stringValue() + '"' : node.toString();
    }
}
