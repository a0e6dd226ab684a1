package xnorsim.chip.arch;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import xnorsim.arrays.cell.CellGate;
import xnorsim.arrays.cell.CellGates;
import xnorsim.arrays.readout.Readout;
import xnorsim.arrays.readout.Readouts;
import xnorsim.base.FileKind;
import xnorsim.base.InputException;
import xnorsim.base.KeySpec;
import xnorsim.base.Keys;
import xnorsim.base.MapKind;
import xnorsim.base.PlainYaml;
import xnorsim.base.Section;
import xnorsim.base.Value;
import xnorsim.neurons.Neurons;

/**
 * An architecture read from a YAML file, and the keys given in it. Missing keys have their default; unknown, misspelt,
 * duplicate and mistyped keys are refused.
 *
 * @param architecture the architecture
 * @param given        the keys given in the file; those of the readout map as {@code readout.kind} and the like
 * @param certified    whether a certificate of the network chooses the fraction bits ({@code fraction_bits: auto})
 */
public record ArchitectureFile(Architecture architecture, Set<String> given, boolean certified) {

    private static final String ARCHITECTURE = "architecture";
    private static final Keys<Architecture> SPECS = Keys.of(Architecture.class, ARCHITECTURE);

    /** All keys, in the order of the documentation. */
    public static final List<String> KEYS = SPECS.names();

    /** Keys ignored with a single subarray. */
    public static final List<String> CHIP_KEYS = Keys.of(ChipParameters.class, ARCHITECTURE).names();

    private static final String NEURON = "neuron";
    private static final String READOUT = "readout.";
    private static final String FRACTION_BITS = "fraction_bits";
    private static final FileKind KIND = new FileKind("an architecture in YAML", 1 << 20);

    /** Copies the keys. */
    public ArchitectureFile {
        given = Set.copyOf(given);
    }

    /** All defaults, if no file is given. */
    public static ArchitectureFile none() {
        return new ArchitectureFile(Architecture.defaults(), Set.of(), false);
    }

    /**
     * Reads an architecture file whose fraction bits are a number.
     *
     * @throws InputException if the file cannot be read or has anything but known keys with values in range
     */
    public static ArchitectureFile read(Path file) {
        ArchitectureFile read = readForNetwork(file);
        if (read.certified) {
            throw new InputException(file + ": architecture: fraction_bits is auto, expected a number: only `run` finds"
                    + " for the fraction bits of a network");
        }
        return read;
    }

    /**
     * Reads an architecture file whose fraction bits may be {@code auto}; they are then the default.
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
     * @throws InputException as {@link #read}, without the file name
     */
    public static ArchitectureFile parse(String yaml) {
        return of(PlainYaml.parse(yaml, "an architecture"));
    }

    /**
     * The architecture of parsed keys and values.
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
        new Section(ARCHITECTURE, root).requireKnown(KEYS, key -> unknown(ARCHITECTURE, "", key));
        Set<String> given = new LinkedHashSet<>(root.propertyNames());
        root.path("readout").propertyNames().forEach(key -> given.add(READOUT + key));
        boolean auto = root.path(FRACTION_BITS).isString() && root.path(FRACTION_BITS).stringValue().equals("auto");
        JsonNode numbers = root;
        if (auto) {
            ObjectNode copy = ((ObjectNode) root).deepCopy();
            copy.remove(FRACTION_BITS);
            numbers = copy;
        }
        return new ArchitectureFile(architecture(numbers), given, auto);
    }

    private static Architecture architecture(JsonNode root) {
        Section own = new Section(ARCHITECTURE, root);
        Architecture d = Architecture.defaults();
        ArrayTiming timing = ArrayTiming.KEYS.read(root, d.timing(), key -> d);
        Readout readout = Readouts.read(root.path("readout"), timing.clockPeriodPs(), KEYS);
        int columns = ArraySize.KEYS.read(root, d.size(), key -> d).columns();
        int senseCycles = readout.senseCycles(columns).orElse(d.senseCycles());
        return SPECS.read(root, d.withTiming(d.timing().withSenseCycles(senseCycles)), key -> switch (key) {
            case "readout" -> readout;
            case "neuron" -> Neurons.read(root.path(NEURON), KEYS);
            case "replicas" -> own.has(key) ? replicas(own.value(key)) : d.chip().replicas();
            case "gate" -> own.has(key) ? gate(own.value(key)) : d.chip().gate();
            default -> throw new IllegalStateException("nothing reads key " + key);
        });
    }

    /** The description of each key, in the order of the documentation. */
    public static List<KeySpec> specs() {
        return SPECS.specs();
    }

    /** The default of each key as written in a file, empty if none. */
    public static Map<String, String> defaults() {
        return SPECS.values(Architecture.defaults());
    }

    /**
     * All keys and values of an architecture in one canonical line.
     */
    public static String canonical(Architecture architecture) {
        return SPECS.values(architecture).toString();
    }

    /** The error for a key unknown in an architecture; keys of its maps are suggested with the map. */
    public static InputException unknown(String where, String kind, String key) {
        Map<String, String> elsewhere = new LinkedHashMap<>();
        for (String inner : MapKind.names(Readouts.registry())) {
            elsewhere.put(inner, READOUT + inner);
            elsewhere.put(READOUT + inner, inner + " in the map readout, as in \"readout: {" + inner + ": ...}\"");
        }
        for (String inner : MapKind.names(Neurons.registry())) {
            elsewhere.putIfAbsent(inner, NEURON + '.' + inner);
            elsewhere.put(NEURON + '.' + inner, inner + " in the map neuron, as in \"neuron: {" + inner + ": ...}\"");
        }
        if (key.startsWith("replicas.")) {
            elsewhere.put(key, "\"replicas: {" + key.substring(key.indexOf('.') + 1) + ": ...}\"");
        }
        return InputException.unknown(where, kind, key, KEYS, elsewhere);
    }

    /** Readout keys ignored with an ideal readout, in the order of the documentation. */
    public List<String> keysWithoutReadout() {
        return !architecture.readout().isIdeal()
                ? List.of()
                : MapKind.names(Readouts.registry()).stream().filter(key -> !key.equals(MapKind.KIND))
                        .map(READOUT::concat)
                        .filter(given::contains).toList();
    }

    private static CellGate gate(Value value) {
        return value.choice(CellGates.registry().all(), CellGate::key);
    }

    /** One number for all layers, or numbers by layer name. */
    private static Replicas replicas(Value value) {
        if (!value.node().isObject()) {
            return Replicas.everywhere(value.whole());
        }
        Map<String, Integer> byLayer = new LinkedHashMap<>();
        new Section(ARCHITECTURE, value.node()).values().forEach(copies -> byLayer.put(copies.key(), copies.whole()));
        return new Replicas(1, byLayer);
    }
}
