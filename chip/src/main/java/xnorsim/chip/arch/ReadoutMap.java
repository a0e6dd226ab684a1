package xnorsim.chip.arch;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import xnorsim.arrays.readout.Readout;
import xnorsim.arrays.readout.Readouts;
import xnorsim.base.InputException;
import xnorsim.base.KeySpec;
import xnorsim.base.Section;

/** The map {@code readout} of the architecture file: its kind and the keys of that kind. */
final class ReadoutMap {

    private static final String KIND = "kind";

    private ReadoutMap() {}

    /** The keys of all kinds. */
    static List<String> keys() {
        List<String> keys = new ArrayList<>(List.of(KIND));
        Readouts.registry().all().forEach(kind -> keys.addAll(names(kind)));
        return keys.stream().distinct().toList();
    }

    private static List<String> names(Readout.Kind kind) {
        return kind.keys().stream().map(KeySpec::name).toList();
    }

    /** Reads the map; by default the readout is ideal. */
    static Readout read(JsonNode root, long clockPeriodPs) {
        JsonNode map = root.path("readout");
        if (map.isMissingNode()) {
            return Readout.ideal();
        }
        if (!map.isObject()) {
            throw InputException.wrongValue("architecture", "readout", KeySpec.shown(map),
                    "keys with values such as {kind: charge}");
        }
        Optional<Readout.Kind> kind = kind(map);
        List<String> known = new ArrayList<>(List.of(KIND));
        known.addAll(kind.map(ReadoutMap::names).orElseGet(ReadoutMap::keys));
        for (String key : map.propertyNames()) {
            if (!known.contains(key)) {
                throw InputException.unknown("architecture", "readout key", key, known, ArchitectureFile.KEYS.stream()
                        .collect(Collectors.toMap(name -> name, name -> name + ", which belongs outside readout")));
            }
        }
        List<String> kinds = Readouts.registry().keys();
        Readout.Kind one = kind.orElseThrow(() -> InputException.missing("architecture: readout", KIND,
                String.join(", ", kinds.subList(0, kinds.size() - 1)) + " or " + kinds.getLast()));
        try {
            return one.read(new Section("architecture: readout", map), clockPeriodPs);
        } catch (IllegalArgumentException e) {
            throw new InputException("architecture: readout: " + e.getMessage(), e);
        }
    }

    private static Optional<Readout.Kind> kind(JsonNode map) {
        JsonNode node = map.path(KIND);
        if (node.isMissingNode()) {
            return Optional.empty();
        }
        Optional<Readout.Kind> kind = node.isString()
                ? Readouts.registry().find(node.stringValue())
                : Optional.empty();
        if (kind.isEmpty()) {
            throw InputException.wrongValue("architecture", KIND, KeySpec.shown(node),
                    String.join(" or ", Readouts.registry().keys()));
        }
        return kind;
    }
}
