package xnorsim.rtl;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Scanner;
import java.util.Set;
import java.util.TreeMap;

/**
 * A VCD file, read leniently, as other people's simulators write it: variables that share an identifier, values
 * repeated or given several times within an instant, x and z, headers over several lines. Vectors only.
 */
final class SimulatorDump {

    private final Map<String, Variable> byPath = new HashMap<>();
    private final Map<String, Variable> byIdentifier = new HashMap<>();
    private long time;

    private static final class Variable {
        private final int width;
        private final NavigableMap<Long, String> values = new TreeMap<>();

        Variable(int width) {
            this.width = width;
        }

        void put(long time, String digits) {
            char first = digits.charAt(0);
            String fill = first == '1' ? "0" : String.valueOf(first);
            values.put(time, fill.repeat(width - digits.length()) + digits);
        }
    }

    static SimulatorDump read(Path file) throws IOException {
        SimulatorDump dump = new SimulatorDump();
        try (Scanner words = new Scanner(Files.newBufferedReader(file, StandardCharsets.ISO_8859_1))) {
            dump.header(words);
            dump.history(words);
        }
        return dump;
    }

    private void header(Scanner words) {
        List<String> scopes = new ArrayList<>();
        while (true) {
            String keyword = words.next();
            switch (keyword) {
                case "$scope" -> {
                    words.next();
                    scopes.add(words.next());
                }
                case "$upscope" -> scopes.removeLast();
                case "$timescale" -> {
                    String scale = words.next();
                    scale = scale.equals("1") ? scale + words.next() : scale;
                    if (!scale.equals("1ps")) {
                        throw new IllegalArgumentException("timescale " + scale);
                    }
                }
                case "$var" -> {
                    words.next();
                    int width = words.nextInt();
                    Variable variable = byIdentifier.computeIfAbsent(words.next(), _ -> new Variable(width));
                    byPath.put(String.join(".", scopes) + "." + words.next(), variable);
                }
                default -> {
                }
            }
            while (!words.next().equals("$end")) {
                // The rest of the declaration.
            }
            if (keyword.equals("$enddefinitions")) {
                return;
            }
        }
    }

    private void history(Scanner words) {
        while (words.hasNext()) {
            String word = words.next();
            switch (word.charAt(0)) {
                case '#' -> time = Long.parseLong(word.substring(1));
                case '$' -> {
                }
                case 'b' -> put(words.next(), word.substring(1));
                default -> put(word.substring(1), word.substring(0, 1));
            }
        }
    }

    private void put(String identifier, String digits) {
        Objects.requireNonNull(byIdentifier.get(identifier), identifier).put(time, digits);
    }

    /** Full names of all variables, levels separated by dots. */
    Set<String> paths() {
        return byPath.keySet();
    }

    /** The changes of a variable before {@code endPs}: time, and all its bits from then on. */
    NavigableMap<Long, String> changes(String path, long endPs) {
        List<String> found = byPath.keySet().stream().filter(p -> p.equals(path) || p.endsWith("." + path)).toList();
        if (found.size() != 1) {
            throw new IllegalArgumentException(path + " is there " + found.size() + " times");
        }
        NavigableMap<Long, String> changes = new TreeMap<>();
        String last = "";
        for (Map.Entry<Long, String> entry : Objects.requireNonNull(byPath.get(found.getFirst())).values
                .headMap(endPs, false).entrySet()) {
            if (!entry.getValue().equals(last)) {
                last = entry.getValue();
                changes.put(entry.getKey(), last);
            }
        }
        return changes;
    }
}
