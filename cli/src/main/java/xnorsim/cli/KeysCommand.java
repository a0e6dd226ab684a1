package xnorsim.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import xnorsim.arrays.cell.CellGate;
import xnorsim.arrays.cell.CellGates;
import xnorsim.arrays.readout.Readouts;
import xnorsim.base.KeySpec;
import xnorsim.base.MapKind;
import xnorsim.base.Registry;
import xnorsim.chip.arch.ArchitectureFile;
import xnorsim.cli.io.ExitCode;
import xnorsim.cli.io.Json;
import xnorsim.cli.io.OutputOptions;
import xnorsim.cli.io.Table;
import xnorsim.neurons.Neurons;

/** Lists the keys of architecture files. */
@Command(name = "keys", sortOptions = false, description = {"Lists all keys of architecture files.",
        "Every key can be an axis of a study."})
final class KeysCommand implements Callable<Integer> {
    @Option(names = "--markdown", description = "Print Markdown tables, as in docs/architecture-file.md.")
    private boolean markdown;

    @Mixin
    private OutputOptions form;

    @Override
    public Integer call() {
        form.print(() -> Json.object(Map.of("tables", parts().stream().map(Part::values).toList())),
                () -> parts().stream().map(part -> markdown ? part.markdown() : part.text())
                        .collect(Collectors.joining("\n")));
        return ExitCode.OK;
    }

    /**
     * One table.
     *
     * @param title  what it lists
     * @param header of its columns
     * @param rows   as long as the header
     */
    record Part(String title, List<String> header, List<List<String>> rows) {

        Map<String, Object> values() {
            List<Map<String, String>> cells = new ArrayList<>();
            for (List<String> row : rows) {
                Map<String, String> named = new LinkedHashMap<>();
                for (int i = 0; i < row.size(); i++) {
                    named.put(i == 0 ? "key" : header.get(i), row.get(i));
                }
                cells.add(named);
            }
            Map<String, Object> values = new LinkedHashMap<>();
            values.put("title", title);
            values.put("rows", cells);
            return values;
        }

        String markdown() {
            StringBuilder text = new StringBuilder("| " + String.join(" | ", header) + " |\n");
            text.append("|---".repeat(header.size())).append("|\n");
            rows.forEach(row -> text.append("| `").append(row.getFirst()).append("` | ")
                    .append(String.join(" | ", row.subList(1, row.size()))).append(" |\n"));
            return text.toString();
        }

        String text() {
            Table table = new Table(false);
            table.row(meaningLast(header));
            rows.forEach(row -> table.row(meaningLast(row)));
            return title + "\n\n" + table;
        }

        /** The long column after the short ones. */
        private static String[] meaningLast(List<String> row) {
            List<String> cells = new ArrayList<>(row);
            cells.add(cells.remove(1));
            return cells.stream().map(cell -> cell.replace("`", "")).toArray(String[]::new);
        }
    }

    /** All tables. */
    static List<Part> parts() {
        List<Part> parts = new ArrayList<>();
        Map<String, String> defaults = ArchitectureFile.defaults();
        for (boolean chip : List.of(false, true)) {
            parts.add(keys(chip ? "For networks only" : "Keys", ArchitectureFile.specs().stream()
                    .filter(spec -> ArchitectureFile.CHIP_KEYS.contains(spec.name()) == chip).toList(), defaults));
        }
        parts.add(kinds("gate", CellGates.registry().all().stream()
                .map((CellGate gate) -> List.of(gate.key(), gate.text())).toList()));
        parts.addAll(map("readout", Readouts.registry()));
        parts.addAll(map("neuron", Neurons.registry()));
        return parts;
    }

    /** The kinds of a map, and the keys of each; kinds with the same keys share a table. */
    private static List<Part> map(String name, Registry<? extends MapKind> registry) {
        List<Part> parts = new ArrayList<>();
        parts.add(
                kinds(name + ".kind", registry.all().stream().map(kind -> List.of(kind.key(), kind.text())).toList()));
        Map<List<KeySpec>, List<MapKind>> byKeys = new LinkedHashMap<>();
        registry.all().stream().filter(kind -> !kind.keys().isEmpty())
                .forEach(kind -> byKeys.computeIfAbsent(kind.keys(), _ -> new ArrayList<>()).add(kind));
        byKeys.forEach((keys, kinds) -> parts.add(keys("Keys of " + name + ": "
                + kinds.stream().map(MapKind::key).collect(Collectors.joining(", ")), keys,
                kinds.getFirst().defaults())));
        return parts;
    }

    private static Part kinds(String key, List<List<String>> rows) {
        return new Part("Values of " + key, List.of("`" + key + "`", "meaning"), rows);
    }

    private static Part keys(String title, List<KeySpec> specs, Map<String, String> defaults) {
        return new Part(title, List.of("key", "meaning", "values (default)"), specs.stream()
                .map(spec -> List.of(spec.name(), spec.text(), spec.values() + " (" + byDefault(spec, defaults) + ")"))
                .toList());
    }

    private static String byDefault(KeySpec spec, Map<String, String> defaults) {
        return spec.byDefault().isEmpty()
                ? defaults.getOrDefault(spec.name(), "").toLowerCase(Locale.ROOT).replaceFirst("\\.0$", "")
                : spec.byDefault();
    }
}
